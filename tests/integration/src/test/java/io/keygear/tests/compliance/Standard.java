package io.keygear.tests.compliance;

/** Where rules come from. */
enum Standard {
    NIST("NIST SP 800-63B-4", "https://pages.nist.gov/800-63-4/sp800-63b.html"),
    ASVS("OWASP ASVS 5.0, chapter 6", "https://github.com/OWASP/ASVS/tree/v5.0.0"),
    FORGOT_PASSWORD(
            "OWASP Forgot Password Cheat Sheet",
            "https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html"),
    MFA(
            "OWASP Multifactor Authentication Cheat Sheet",
            "https://cheatsheetseries.owasp.org/cheatsheets/Multifactor_Authentication_Cheat_Sheet.html"),
    WEB_OTP("WICG Origin-bound one-time codes (WebOTP)", "https://wicg.github.io/sms-one-time-codes/");

    private final String title;
    private final String address;

    Standard(String title, String address) {
        this.title = title;
        this.address = address;
    }

    String title() {
        return title;
    }

    String address() {
        return address;
    }
}
