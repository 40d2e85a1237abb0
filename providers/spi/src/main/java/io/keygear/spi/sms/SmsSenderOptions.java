package io.keygear.spi.sms;

import io.keygear.kit.config.ConfigOption;

/** The options that every sender's component has; whoever chooses among the senders of a realm reads them. */
public final class SmsSenderOptions {

    /** Whether messages may be handed to this sender. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOption.flag("enabled", true).label("Enabled").help("Whether this sender is used.");

    /** The place among the realm's senders. */
    public static final ConfigOption<Integer> PRIORITY = ConfigOption.number("priority", 0, -1000, 1000)
            .label("Priority")
            .help("Of the enabled senders the one with the lowest number sends.");

    private SmsSenderOptions() {}
}
