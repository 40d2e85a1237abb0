package io.keygear.verification.toll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are of the numbering plans' own examples, or reserved for tests. */
class TollPolicyTest {

    private final TollPolicy policy = new TollPolicy(
            Set.of("GB", "JM"),
            Set.of(NumberKind.PREMIUM_RATE, NumberKind.SHARED_COST, NumberKind.PAGER, NumberKind.UAN),
            BudgetMode.ENFORCE,
            50);

    @ParameterizedTest
    @CsvSource({
        "+447400123456, GB, MOBILE",
        "+447700900101, GB, UNKNOWN",
        "+447781123456, GG, MOBILE",
        "+12015550123, US, FIXED_LINE_OR_MOBILE",
        "+18762101234, JM, MOBILE",
        "+449012345678, GB, PREMIUM_RATE",
        "+448431234567, GB, PREMIUM_RATE",
        "+445512345678, GB, UAN",
        "+447640123456, GB, PAGER",
        "+870773111632, 001, MOBILE",
        "+99, ZZ, UNKNOWN"
    })
    void a_number_has_a_country_and_a_kind(String number, String country, NumberKind kind) {
        assertThat(NumberOrigin.of(number)).isEqualTo(new NumberOrigin(country, kind));
    }

    @ParameterizedTest
    @CsvSource({
        "+447400123456,",
        "+18762101234,",
        "+447781123456, COUNTRY",
        "+12015550123, COUNTRY",
        "+870773111632, COUNTRY",
        "+449012345678, NUMBER_KIND",
        "+448431234567, NUMBER_KIND",
        "+445512345678, NUMBER_KIND",
        "+447640123456, NUMBER_KIND"
    })
    void only_named_countries_and_no_costly_kinds(String number, TollRefusal refusal) {
        if (refusal == null) {
            assertThat(policy.refusal(NumberOrigin.of(number))).isEmpty();
        } else {
            assertThat(policy.refusal(NumberOrigin.of(number))).contains(refusal);
        }
    }

    @Test
    void a_realm_that_names_no_country_sends_to_nobody() {
        assertThat(TollPolicy.CLOSED.refusal(NumberOrigin.of("+447400123456"))).contains(TollRefusal.COUNTRY);
    }
}
