package io.keygear.tests.compliance;

import static io.keygear.tests.compliance.Remark.Ground.KEYCLOAK;
import static io.keygear.tests.compliance.Remark.Ground.NOTHING_TO_DO_WITH_IT;
import static io.keygear.tests.compliance.Remark.Ground.OPERATOR;

import java.util.List;

/** The OWASP Forgot Password Cheat Sheet, by its headings. */
final class ForgotPassword {

    private static final String REQUEST = "Forgot Password Request";
    private static final String RESET = "User Resets Password";
    private static final String PRACTICES = "General Security Practices";

    private ForgotPassword() {}

    static Standard standard() {
        return new Standard(
                "OWASP Forgot Password Cheat Sheet",
                "https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html",
                rules(),
                remarks());
    }

    private static List<Rule> rules() {
        return List.of(
                Rule.of(
                        REQUEST,
                        "The answer is the same whether or not there is an account",
                        "EnumerationIT.login_and_reset_answer_everybody_alike_until_the_code_is_right"),
                Rule.of(
                        REQUEST,
                        "It takes the same time, as messages are sent later",
                        "EnumerationTimeIT.time_tells_nothing_with_a_gateway_that_takes_two_seconds"),
                Rule.of(
                                REQUEST,
                                "Requests are limited for each account, so that nobody's mailbox or phone is flooded",
                                "CodeStateIT.a_limit_is_exact_also_when_all_ask_at_once",
                                "TollIT.unproven_numbers_have_a_budget_per_address_that_frees_itself_as_codes_come_back")
                        .unless("`sends-per-…`, `resend-cooldown`, `max-resends`"),
                Rule.of(
                        REQUEST,
                        "What is typed is checked",
                        "MalformedInputIT.eight_thousand_forms",
                        "PasswordlessIT.nonsense_is_no_identifier"),
                Rule.of(
                        RESET,
                        "A mail without the password tells that it was changed",
                        "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account"),
                Rule.of(
                                RESET,
                                "Nobody is logged in by a reset",
                                "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account")
                        .unless("`login-afterwards` of the step `reset-code`"),
                Rule.of(
                        RESET,
                        "The new password is typed twice, and other sessions can be ended with it",
                        "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account"),
                Rule.of(
                        PRACTICES,
                        "Codes come from a cryptographic generator",
                        "FloorsIT.codes_come_from_a_cryptographic_generator"),
                Rule.of(
                                PRACTICES + ", PINs",
                                "Codes have 6 to 12 digits and cannot be guessed by trying",
                                "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
                                "ResetPasswordIT.wrong_codes_lock_nobody")
                        .unless("`max-attempts`, 10 at the most"),
                Rule.of(
                        PRACTICES,
                        "A code belongs to one person, is used once and ends soon",
                        "PasswordlessIT.codes_that_are_empty_used_or_of_another_do_not_let_in",
                        "PasswordlessIT.a_code_that_was_replaced_or_is_too_old_does_not_let_in"),
                Rule.of(PRACTICES, "Codes are stored hashed", "ComplianceIT.a_code_is_stored_as_a_keyed_hash"),
                Rule.of(
                        "Account Lockout",
                        "Nobody is locked out, and nothing changes, before the code is right",
                        "ResetPasswordIT.wrong_codes_lock_nobody",
                        "PasswordlessIT.a_hundred_failures_close_nothing_for_who_is_not_signed_in"));
    }

    private static List<Remark> remarks() {
        return List.of(
                new Remark(
                        RESET, "The password policy is that of the rest", KEYCLOAK, "Its own step sets the password"),
                new Remark(
                        "URL Tokens",
                        "Links are safe from the host header and from referrers",
                        NOTHING_TO_DO_WITH_IT,
                        "There is no link: the code is typed where it was asked for"),
                new Remark(
                        "PINs",
                        "Codes are written with spaces",
                        NOTHING_TO_DO_WITH_IT,
                        "Phones and browsers fill in codes that are written in one piece; spaces are taken when typed"),
                new Remark(
                        "Methods",
                        "There is always a way back, such as a support team",
                        OPERATOR,
                        "Administrators set a password or remove a factor"),
                new Remark(
                        "Security Questions", "They are never the only way", NOTHING_TO_DO_WITH_IT, "There are none"));
    }
}
