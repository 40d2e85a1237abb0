package io.keygear.tests.compliance;

/**
 * What the standards ask of one-time codes, in our own words; rules about things that this suite leaves to Keycloak
 * (passwords, passkeys, TOTP) are not listed.
 */
public enum Rule {
    NIST_LIFESPAN(Standard.NIST, "3.1.3.2", "A code is valid for ten minutes at the most", "code-lifespan up to 600 s"),
    NIST_ONCE(Standard.NIST, "3.1.3.2", "A code is accepted once during its life"),
    NIST_LENGTH(Standard.NIST, "3.1.3.2", "A code has six decimal digits or more, from an approved generator"),
    NIST_RATE(Standard.NIST, "3.1.3.2, 3.2.2", "Short codes are rate-limited", "max-attempts up to 10"),
    NIST_HUNDRED(Standard.NIST, "3.2.2", "After a hundred failures in a row the authenticator is closed"),
    NIST_HUNDRED_RESET(Standard.NIST, "3.2.2", "Success ends the count of failures"),
    NIST_NO_EMAIL(
            Standard.NIST,
            "3.1.3.1",
            "E-mail is no out-of-band authenticator",
            "kept unless a flow has email-code or code-login by e-mail in it; no flow has unless one is imported"),
    NIST_BINDING(Standard.NIST, "4.1.2", "Adding or changing a phone needs an authentication that is fresh"),
    NIST_NOTICE(Standard.NIST, "4.6", "People are told when an authenticator or address of theirs changes"),
    NIST_RECOVERY_LIFESPAN(Standard.NIST, "4.2.1", "A recovery code by text message is valid for ten minutes at the most"),
    NIST_PSTN_CHANGE(Standard.NIST, "3.1.3.3", "Changing the number is binding a new authenticator"),

    ASVS_BRUTE_FORCE(Standard.ASVS, "6.3.1", "Guessing is made futile"),
    ASVS_EMAIL(
            Standard.ASVS,
            "6.3.6",
            "E-mail is neither the only factor nor a second one",
            "kept unless a flow has email-code or code-login by e-mail in it"),
    ASVS_NOTICE(Standard.ASVS, "6.3.7", "People are told of changes to how they sign in"),
    ASVS_ENUMERATION(Standard.ASVS, "6.3.8", "Nobody learns from answers or their time who has an account"),
    ASVS_RESET_MFA(Standard.ASVS, "6.4.3", "Resetting a password does not get around other factors"),
    ASVS_LOST_FACTOR(Standard.ASVS, "6.4.4", "A closed method opens by another factor or by an administrator"),
    ASVS_ONCE(Standard.ASVS, "6.5.1", "A code is used once"),
    ASVS_HASHED(Standard.ASVS, "6.5.2", "A code is stored as a keyed hash"),
    ASVS_RANDOM(Standard.ASVS, "6.5.3", "A code comes from a cryptographic generator"),
    ASVS_ENTROPY(Standard.ASVS, "6.5.4", "A code has twenty bits of entropy or nearly so, and guesses are counted"),
    ASVS_LIFESPAN(Standard.ASVS, "6.5.5", "A code ends after ten minutes", "code-lifespan up to 600 s"),
    ASVS_REVOKE(Standard.ASVS, "6.5.6", "A lost phone can be taken away"),
    ASVS_VALIDATED(Standard.ASVS, "6.6.1", "A code is sent to a number that was verified before, and there are other ways"),
    ASVS_BOUND(Standard.ASVS, "6.6.2", "A code is of use only for what it was sent for"),
    ASVS_OOB_RATE(Standard.ASVS, "6.6.3", "Codes are rate-limited", "max-attempts up to 10"),

    RESET_SAME_ANSWER(Standard.FORGOT_PASSWORD, "Request", "The answer is the same whether or not the account exists"),
    RESET_SAME_TIME(Standard.FORGOT_PASSWORD, "Request", "The answer takes the same time"),
    RESET_FLOOD(Standard.FORGOT_PASSWORD, "Request", "Requests are limited per account and address", "sends-per-… limits"),
    RESET_NO_LOCK(Standard.FORGOT_PASSWORD, "Request", "Nobody is locked out by somebody else's requests"),
    RESET_ONCE(Standard.FORGOT_PASSWORD, "Reset", "The code is used once and ends soon"),
    RESET_NOTICE(Standard.FORGOT_PASSWORD, "Reset", "A mail tells that the password was changed", "the step reset-notice can be left out"),
    RESET_NO_LOGIN(
            Standard.FORGOT_PASSWORD, "Reset", "Nobody is signed in by a reset", "an option of the flow's step turns that on"),

    MFA_RATE(Standard.MFA, "Implementation", "Guesses and messages are limited", "sends-per-… limits, max-attempts"),
    MFA_CHANGE(Standard.MFA, "Changing factors", "Changing a factor needs an authentication with one that is there"),
    MFA_OTHER_WAYS(Standard.MFA, "Usability", "There is another way when a message does not come"),
    MFA_SMS_COST(Standard.MFA, "SMS", "Sending cannot be turned into somebody's income", "sms-countries, toll budgets"),

    WEB_OTP_LINE(Standard.WEB_OTP, "3", "The last line of a message binds the code to the host"),
    WEB_OTP_FIELD(Standard.WEB_OTP, "HTML autocomplete", "The field is marked one-time-code and takes what is pasted");

    private final Standard standard;
    private final String section;
    private final String text;
    private final String adjustable;

    Rule(Standard standard, String section, String text) {
        this(standard, section, text, "");
    }

    /**
     * @param adjustable how an administrator can loosen the rule or switch it off; empty when nobody can
     */
    Rule(Standard standard, String section, String text, String adjustable) {
        this.standard = standard;
        this.section = section;
        this.text = text;
        this.adjustable = adjustable;
    }

    Standard standard() {
        return standard;
    }

    String section() {
        return section;
    }

    String text() {
        return text;
    }

    String adjustable() {
        return adjustable;
    }
}
