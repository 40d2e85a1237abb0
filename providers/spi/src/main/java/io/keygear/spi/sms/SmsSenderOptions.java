package io.keygear.spi.sms;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import java.util.List;
import java.util.Set;

/** The options that every sender's component has; whoever chooses among the senders of a realm reads them. */
public final class SmsSenderOptions {

    /** Whether messages may be handed to this sender. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOption.flag("enabled", true).label("Enabled").help("Whether this sender is used.");

    /** The place among the realm's senders. */
    public static final ConfigOption<Integer> PRIORITY = ConfigOption.number("priority", 0, -1000, 1000)
            .label("Priority")
            .help("Of the enabled senders for a country the one with the lowest number sends; the next one sends where"
                    + " it cannot.");

    /** The countries a sender is for; empty for all. */
    public static final ConfigOption<Set<String>> COUNTRIES = ConfigOption.text("countries")
            .label("Countries")
            .help("The countries this sender is for, as two-letter codes (ISO 3166-1) with commas, such as GB, IE."
                    + " Unset: all.")
            .parsedBy(Countries::parse);

    /** All of them, in the order of the console. */
    public static final List<ConfigOption<?>> ALL = List.of(ENABLED, PRIORITY, COUNTRIES);

    private SmsSenderOptions() {}

    /**
     * Reads the three, for a sender's factory that wants to refuse a component with a wrong value.
     *
     * @throws io.keygear.kit.config.InvalidConfigurationException when one of them cannot be used
     */
    public static void validate(ConfigSource source) {
        ENABLED.read(source);
        PRIORITY.read(source);
        COUNTRIES.find(source);
    }
}
