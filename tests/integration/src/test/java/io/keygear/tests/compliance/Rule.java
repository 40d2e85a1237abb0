package io.keygear.tests.compliance;

import java.util.List;

/**
 * What the standards ask of one-time codes, in our own words; rules about things that this suite leaves to Keycloak
 * (passwords, passkeys, TOTP) are not listed.
 */
enum Rule {
    NIST_LIFESPAN(
            Standard.NIST,
            "3.1.3.2",
            "A code is valid for ten minutes at the most",
            "code-lifespan up to 600 s",
            "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
            "CodeStateIT.a_code_ends_with_its_lifespan"),
    NIST_ONCE(
            Standard.NIST,
            "3.1.3.2",
            "A code is accepted once during its life",
            "",
            "CodeStateIT.of_100_parallel_right_codes_one_succeeds",
            "TwoNodesIT.of_100_parallel_right_codes_one_succeeds",
            "CodeStateIT.a_rollback_does_not_give_a_used_code_back"),
    NIST_LENGTH(
            Standard.NIST,
            "3.1.3.2",
            "A code has six decimal digits or more, from an approved generator",
            "",
            "CodeFormatTest.numeric_codes_keep_leading_zeros_and_reach_both_ends",
            "CodeFormatTest.every_digit_is_as_likely_as_any_other"),
    NIST_RATE(
            Standard.NIST,
            "3.1.3.2, 3.2.2",
            "Short codes are rate-limited",
            "max-attempts up to 10",
            "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared",
            "TwoNodesIT.of_200_parallel_wrong_codes_five_are_compared"),
    NIST_HUNDRED(
            Standard.NIST,
            "3.2.2",
            "After a hundred failures in a row the authenticator is closed",
            "",
            "CodeStateIT.closed_after_a_hundred_failures"),
    NIST_HUNDRED_RESET(
            Standard.NIST,
            "3.2.2",
            "Success ends the count of failures",
            "",
            "CodeStateIT.of_100_parallel_right_codes_one_succeeds"),
    NIST_NO_EMAIL(
            Standard.NIST,
            "3.1.3.1",
            "E-mail is no out-of-band authenticator",
            "kept unless a flow has email-code or code-login by e-mail in it; no flow has unless one is imported",
            "ComplianceIT.no_flow_of_the_realm_file_signs_in_by_mail"),
    NIST_BINDING(
            Standard.NIST,
            "4.1.2",
            "Adding or changing a phone needs an authentication that is fresh",
            "",
            "EmailActionsIT.a_login_that_is_older_than_five_minutes_has_to_be_repeated"),
    NIST_NOTICE(
            Standard.NIST,
            "4.6",
            "People are told when an authenticator or address of theirs changes",
            "",
            "EmailActionsIT.an_address_changes_when_the_code_is_right_and_the_old_one_is_told",
            "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone"),
    NIST_RECOVERY_LIFESPAN(
            Standard.NIST,
            "4.2.1",
            "A recovery code by text message is valid for ten minutes at the most",
            "",
            "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
            "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account"),
    NIST_PSTN_CHANGE(
            Standard.NIST,
            "3.1.3.3",
            "Changing the number is binding a new authenticator",
            "",
            "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone",
            "EnrolmentIT.a_code_for_one_number_does_not_prove_another"),

    ASVS_BRUTE_FORCE(
            Standard.ASVS,
            "6.3.1",
            "Guessing is made futile",
            "",
            "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login",
            "BruteForceIT.each_wrong_code_counts_once_and_what_is_not_compared_does_not_count"),
    ASVS_EMAIL(
            Standard.ASVS,
            "6.3.6",
            "E-mail is neither the only factor nor a second one",
            "kept unless a flow has email-code or code-login by e-mail in it",
            "ComplianceIT.no_flow_of_the_realm_file_signs_in_by_mail"),
    ASVS_NOTICE(
            Standard.ASVS,
            "6.3.7",
            "People are told of changes to how they sign in",
            "",
            "EmailActionsIT.an_address_changes_when_the_code_is_right_and_the_old_one_is_told",
            "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account"),
    ASVS_ENUMERATION(
            Standard.ASVS,
            "6.3.8",
            "Nobody learns from answers or their time who has an account",
            "",
            "EnumerationIT.login_and_reset_answer_everybody_alike_until_the_code_is_right",
            "EnumerationIT.registration_answers_everybody_alike_until_the_code_is_right",
            "EnumerationTimeIT.time_tells_nothing_with_a_gateway_that_takes_two_seconds",
            "VerificationApiIT.nobody_learns_who_has_a_value"),
    ASVS_RESET_MFA(
            Standard.ASVS,
            "6.4.3",
            "Resetting a password does not get around other factors",
            "",
            "ResetPasswordIT.who_has_a_second_factor_needs_it_as_well"),
    ASVS_LOST_FACTOR(
            Standard.ASVS,
            "6.4.4",
            "A closed method opens by another factor or by an administrator",
            "",
            "ReopeningIT.an_authenticator_app_opens_closed_codes",
            "VerificationAdminIT.an_administrator_sees_codes_made_but_no_code_and_opens_them"),
    ASVS_ONCE(
            Standard.ASVS,
            "6.5.1",
            "A code is used once",
            "",
            "CodeStateIT.of_100_parallel_right_codes_one_succeeds",
            "VerificationApiIT.a_rollback_gives_neither_the_code_nor_the_flag"),
    ASVS_HASHED(
            Standard.ASVS,
            "6.5.2",
            "A code is stored as a keyed hash",
            "",
            "ComplianceIT.a_code_is_stored_as_a_keyed_hash"),
    ASVS_RANDOM(
            Standard.ASVS,
            "6.5.3",
            "A code comes from a cryptographic generator",
            "",
            "CodeFormatTest.every_digit_is_as_likely_as_any_other"),
    ASVS_ENTROPY(
            Standard.ASVS,
            "6.5.4",
            "A code has twenty bits of entropy or nearly so, and guesses are counted",
            "",
            "CodeFormatTest.numeric_codes_keep_leading_zeros_and_reach_both_ends",
            "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared"),
    ASVS_LIFESPAN(
            Standard.ASVS,
            "6.5.5",
            "A code ends after ten minutes",
            "code-lifespan up to 600 s",
            "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
            "CodeStateIT.a_code_ends_with_its_lifespan"),
    ASVS_REVOKE(
            Standard.ASVS,
            "6.5.6",
            "A lost phone can be taken away",
            "",
            "ComplianceIT.a_phone_that_is_removed_signs_nobody_in"),
    ASVS_VALIDATED(
            Standard.ASVS,
            "6.6.1",
            "A code is sent to a number that was verified before, and there are other ways",
            "",
            "EnrolmentIT.a_code_for_one_number_does_not_prove_another",
            "SendingIT.when_the_gateway_is_down_people_are_told_and_have_another_way"),
    ASVS_BOUND(
            Standard.ASVS,
            "6.6.2",
            "A code is of use only for what it was sent for",
            "",
            "EnrolmentIT.a_code_for_one_number_does_not_prove_another",
            "EmailSecondFactorIT.a_code_to_an_address_that_changed_is_void",
            "PasswordlessIT.codes_that_are_empty_used_or_of_another_do_not_let_in"),
    ASVS_OOB_RATE(
            Standard.ASVS,
            "6.6.3",
            "Codes are rate-limited",
            "max-attempts up to 10",
            "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared",
            "CodeStateIT.a_limit_is_exact_also_when_all_ask_at_once"),

    RESET_SAME_ANSWER(
            Standard.FORGOT_PASSWORD,
            "Request",
            "The answer is the same whether or not the account exists",
            "",
            "EnumerationIT.login_and_reset_answer_everybody_alike_until_the_code_is_right"),
    RESET_SAME_TIME(
            Standard.FORGOT_PASSWORD,
            "Request",
            "The answer takes the same time",
            "",
            "EnumerationTimeIT.time_tells_nothing_with_a_gateway_that_takes_two_seconds"),
    RESET_FLOOD(
            Standard.FORGOT_PASSWORD,
            "Request",
            "Requests are limited per account and address",
            "sends-per-… limits",
            "CodeStateIT.a_limit_is_exact_also_when_all_ask_at_once",
            "TollIT.unproven_numbers_have_a_budget_per_address_that_frees_itself_as_codes_come_back"),
    RESET_NO_LOCK(
            Standard.FORGOT_PASSWORD,
            "Request",
            "Nobody is locked out by somebody else's requests",
            "",
            "ResetPasswordIT.wrong_codes_lock_nobody",
            "PasswordlessIT.a_hundred_failures_close_nothing_for_who_is_not_signed_in"),
    RESET_ONCE(
            Standard.FORGOT_PASSWORD,
            "Reset",
            "The code is used once and ends soon",
            "",
            "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account",
            "CodeStateIT.a_code_ends_with_its_lifespan"),
    RESET_NOTICE(
            Standard.FORGOT_PASSWORD,
            "Reset",
            "A mail tells that the password was changed",
            "the step reset-notice can be left out",
            "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account"),
    RESET_NO_LOGIN(
            Standard.FORGOT_PASSWORD,
            "Reset",
            "Nobody is signed in by a reset",
            "an option of the flow's step turns that on",
            "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account"),

    MFA_RATE(
            Standard.MFA,
            "Implementation",
            "Guesses and messages are limited",
            "sends-per-… limits, max-attempts",
            "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login",
            "SendingIT.reload_back_second_tab_and_replayed_posts_send_nothing_more"),
    MFA_CHANGE(
            Standard.MFA,
            "Changing factors",
            "Changing a factor needs an authentication with one that is there",
            "",
            "EmailActionsIT.a_login_that_is_older_than_five_minutes_has_to_be_repeated"),
    MFA_OTHER_WAYS(
            Standard.MFA,
            "Usability",
            "There is another way when a message does not come",
            "",
            "SendingIT.when_the_gateway_is_down_people_are_told_and_have_another_way"),
    MFA_SMS_COST(
            Standard.MFA,
            "SMS",
            "Sending cannot be turned into somebody's income",
            "sms-countries, toll budgets",
            "AttackIT.one_in_a_hundred_reaches_the_sender_and_nobody_else_is_turned_away",
            "TollIT.other_countries_and_costly_kinds_of_numbers_get_nothing",
            "TollIT.the_budget_of_a_day_is_a_hard_stop_and_exact_when_all_ask_at_once"),

    WEB_OTP_LINE(
            Standard.WEB_OTP,
            "3",
            "The last line of a message binds the code to the host",
            "",
            "SmsTextTest.the_last_line_binds_the_code_to_its_page",
            "MessagesTest.the_longest_code_on_a_long_host_is_one_segment_in_its_language"),
    WEB_OTP_FIELD(
            Standard.WEB_OTP,
            "HTML autocomplete",
            "The field is marked one-time-code and takes what is pasted",
            "",
            "ComplianceIT.the_field_takes_a_code_from_a_message");

    private final Standard standard;
    private final String section;
    private final String text;
    private final String adjustable;
    private final String tests;

    /**
     * @param adjustable how an administrator can loosen the rule or switch it off; empty when nobody can
     * @param tests the tests that show the rule, as class and method
     */
    Rule(Standard standard, String section, String text, String adjustable, String... tests) {
        this.standard = standard;
        this.section = section;
        this.text = text;
        this.adjustable = adjustable;
        this.tests = String.join(" ", tests);
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

    List<String> tests() {
        return List.of(tests.split(" ", -1));
    }
}
