package io.keygear.verification.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/** Reads what people type as a phone number, by libphonenumber's metadata of all numbering plans. */
public final class PhoneNumberReader {

    /** Longer than any way to write a number; libphonenumber stops at 250. */
    private static final int LONGEST_INPUT = 64;

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final String region;
    private final TestNumbers testNumbers;

    /**
     * @param region ISO 3166-1 alpha-2 code of the country whose national format is understood
     * @param testNumbers numbers that are taken although no plan assigns them
     */
    public PhoneNumberReader(String region, TestNumbers testNumbers) {
        this.region = region;
        this.testNumbers = testNumbers;
    }

    /** Whether {@code region} is a country that has a numbering plan. */
    public static boolean knowsRegion(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }

    /** The number, or empty when this is none that a message could be sent to. */
    public Optional<PhoneNumber> read(String typed) {
        if (typed.length() > LONGEST_INPUT) {
            return Optional.empty();
        }
        try {
            Phonenumber.PhoneNumber parsed = plans.parse(typed, region);
            PhoneNumber number = new PhoneNumber(plans.format(parsed, PhoneNumberFormat.E164));
            boolean usable = !parsed.hasExtension() && (plans.isValidNumber(parsed) || isTestNumber(parsed, number));
            return usable ? Optional.of(number) : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private boolean isTestNumber(Phonenumber.PhoneNumber parsed, PhoneNumber number) {
        return testNumbers.include(number.e164()) && plans.isPossibleNumber(parsed);
    }
}
