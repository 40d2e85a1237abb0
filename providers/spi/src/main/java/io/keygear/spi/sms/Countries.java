package io.keygear.spi.sms;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Lists of countries as administrators write them. */
public final class Countries {

    private static final Set<String> KNOWN = Set.of(Locale.getISOCountries());

    private Countries() {}

    /**
     * Reads codes of ISO 3166-1 alpha-2 with commas between them, in any case.
     *
     * @throws Rejected when one of them is no country
     */
    public static Set<String> parse(String text) throws Rejected {
        Set<String> countries = new TreeSet<>(
                Arrays.asList(text.strip().toUpperCase(Locale.ROOT).split("\\s*,\\s*", -1)));
        for (String country : countries) {
            // Kosovo has numbers of its own and, for now, a code that ISO leaves to its users.
            if (!KNOWN.contains(country) && !"XK".equals(country)) {
                throw new Rejected("has \"" + country + "\", which is no country", "use codes such as GB, DE, US");
            }
        }
        return Collections.unmodifiableSet(countries);
    }
}
