package io.keygear.verification.toll;

import java.util.Optional;
import java.util.Set;

/**
 * A realm's defence against toll fraud: people who have messages sent to numbers that earn them money.
 *
 * @param countries that messages go to, ISO 3166-1 alpha-2; none where there are none
 * @param refused kinds of numbers that nothing is sent to
 * @param unproven what budgets for messages to unproven numbers do
 * @param share by how many hundredths of the codes that came back such a budget grows
 */
public record TollPolicy(Set<String> countries, Set<NumberKind> refused, BudgetMode unproven, int share) {

    /** Sends to nobody. */
    public static final TollPolicy CLOSED = new TollPolicy(Set.of(), Set.of(), BudgetMode.ENFORCE, 0);

    /** Copies both sets. */
    public TollPolicy {
        countries = Set.copyOf(countries);
        refused = Set.copyOf(refused);
    }

    /** Why nothing is sent to numbers of this origin; empty when something may be. */
    public Optional<TollRefusal> refusal(NumberOrigin origin) {
        if (!countries.contains(origin.country())) {
            return Optional.of(TollRefusal.COUNTRY);
        }
        return refused.contains(origin.kind()) ? Optional.of(TollRefusal.NUMBER_KIND) : Optional.empty();
    }
}
