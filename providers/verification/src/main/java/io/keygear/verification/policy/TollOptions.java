package io.keygear.verification.policy;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.spi.sms.Countries;
import io.keygear.verification.toll.BudgetMode;
import io.keygear.verification.toll.NumberKind;
import io.keygear.verification.toll.TollPolicy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a realm sets against toll fraud, beside the numbers of its limits, and how it is read. */
final class TollOptions {

    static final ConfigOption<Set<String>> COUNTRIES = ConfigOption.text("sms-countries")
            .parsedBy(Countries::parse)
            .label("Countries for SMS")
            .help(
                    "The countries that text messages go to, as two-letter codes (ISO 3166-1) with commas, such as GB, IE."
                            + " Unset: none, nobody gets a text message.");
    static final ConfigOption<Set<NumberKind>> REFUSED = ConfigOption.text("sms-refused-number-kinds")
            .fallback("premium-rate,shared-cost,pager,uan")
            .parsedBy(TollOptions::parseKinds)
            .label("Kinds of numbers refused")
            .help("Kinds of numbers that get no text message, with commas; none refuses no kind. There are " + kinds()
                    + ".");
    static final ConfigOption<BudgetMode> UNPROVEN = ConfigOption.choice(
                    "unproven-budgets", BudgetMode.class, BudgetMode.ENFORCE)
            .label("Budgets for unproven numbers")
            .help("Text messages to numbers that nobody has proved to hold count in budgets per country and per IP"
                    + " address until their code comes back. enforce: nothing is sent beyond a budget. record: it is"
                    + " sent, and events and metrics tell. off: nothing is counted.");
    static final ConfigOption<Integer> SHARE = ConfigOption.number("unproven-share", 50, 0, 1000)
            .label("Growth of these budgets")
            .help(
                    "By how many hundredths of the codes that came back in the same hour or day a budget grows: at 50, two"
                            + " proven numbers allow one unproven number more.");

    static final List<ConfigOption<?>> ALL = List.of(COUNTRIES, REFUSED, UNPROVEN, SHARE);

    private static final String NONE = "none";

    private TollOptions() {}

    static TollPolicy policy(ConfigSource source) {
        return new TollPolicy(
                COUNTRIES.find(source).orElse(Set.of()),
                REFUSED.read(source),
                UNPROVEN.read(source),
                SHARE.read(source));
    }

    private static Set<NumberKind> parseKinds(String text) throws Rejected {
        Set<NumberKind> kinds = EnumSet.noneOf(NumberKind.class);
        if (NONE.equals(text)) {
            return kinds;
        }
        for (String name : text.split(",", -1)) {
            kinds.add(Arrays.stream(NumberKind.values())
                    .filter(kind -> name(kind).equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new Rejected(
                            "has \"" + name.strip() + "\", which is no kind of number", "use " + kinds())));
        }
        return kinds;
    }

    private static String kinds() {
        return Arrays.stream(NumberKind.values())
                .filter(kind -> kind != NumberKind.UNKNOWN)
                .map(TollOptions::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(NumberKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
