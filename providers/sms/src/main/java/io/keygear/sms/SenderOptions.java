package io.keygear.sms;

import io.keygear.kit.config.ConfigOption;

/** The options every sender has; they are read by whoever chooses among the senders of a realm. */
public final class SenderOptions {

    /** Whether messages may be handed to this sender. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOption.flag("enabled", true).label("Enabled").help("Whether this sender is used.");

    /** The place among the realm's senders. */
    public static final ConfigOption<Integer> PRIORITY = ConfigOption.number("priority", 0, -1000, 1000)
            .label("Priority")
            .help("The sender with the lowest number is asked first, the next one when it is certain that the first"
                    + " did not take the message.");

    private SenderOptions() {}
}
