package io.keygear.verification.toll;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * Where a number belongs.
 *
 * @param country ISO 3166-1 alpha-2; {@code 001} for numbers of no country, such as satellite phones; {@code ZZ} when
 *     nobody knows
 * @param kind what its plan uses it for
 */
public record NumberOrigin(String country, NumberKind kind) {

    private static final NumberOrigin NOWHERE = new NumberOrigin("ZZ", NumberKind.UNKNOWN);

    /** The origin of a number in E.164. Unassigned numbers belong to the main country of their calling code. */
    public static NumberOrigin of(String e164) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = plans.parse(e164, null);
            String assigned = plans.getRegionCodeForNumber(number);
            String country = assigned == null ? plans.getRegionCodeForCountryCode(number.getCountryCode()) : assigned;
            return new NumberOrigin(country, NumberKind.of(plans.getNumberType(number)));
        } catch (NumberParseException notANumber) {
            return NOWHERE;
        }
    }
}
