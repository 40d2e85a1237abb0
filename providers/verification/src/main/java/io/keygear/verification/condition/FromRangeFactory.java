package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.http.AddressRange;
import java.util.List;

/** The condition {@code condition-ip-range}. */
public final class FromRangeFactory extends ConditionFactory {

    /** The condition's id, as in flows. */
    public static final String ID = "condition-ip-range";

    static final ConfigOption<List<AddressRange>> RANGES = ConfigOption.text("ranges")
            .parsedBy(AddressRange::parseList)
            .label("Networks")
            .help("Networks in CIDR notation with commas between them, such as 10.0.0.0/8,2001:db8::/32. The address is"
                    + " the one that Keycloak takes from its trusted proxies.");

    public FromRangeFactory() {
        super(
                ID,
                "Condition - IP range",
                "Holds when the request comes from one of the networks.",
                new FromRange(),
                RANGES);
    }
}
