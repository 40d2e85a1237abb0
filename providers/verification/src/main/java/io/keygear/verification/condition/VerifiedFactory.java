package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import java.util.ArrayList;
import java.util.List;

/** The condition {@code condition-verified}; negated it is "not verified". */
public final class VerifiedFactory extends ConditionFactory {

    /** The condition's id, as in flows. */
    public static final String ID = "condition-verified";

    static final String EMAIL = "email";
    static final String PHONE = "phone";

    static final ConfigOption<List<String>> KEYS = ConfigOption.text("keys")
            .fallback(EMAIL)
            .parsedBy(VerifiedFactory::parse)
            .label("Keys")
            .help("email, phone, or both with a comma between them: then both have to be verified.");

    public VerifiedFactory() {
        super(ID, "Condition - verified", "Holds when the user's address or phone is verified.", new Verified(), KEYS);
    }

    private static List<String> parse(String text) throws Rejected {
        List<String> keys = new ArrayList<>();
        for (String key : text.split(",", -1)) {
            if (!key.strip().equals(EMAIL) && !key.strip().equals(PHONE)) {
                throw new Rejected("is \"" + text + "\"", "use email, phone, or both with a comma between them");
            }
            keys.add(key.strip());
        }
        return List.copyOf(keys);
    }
}
