package io.keygear.tests.compliance;

import static io.keygear.tests.compliance.Remark.Ground.ANOTHER_WAY;
import static io.keygear.tests.compliance.Remark.Ground.KEYCLOAK;
import static io.keygear.tests.compliance.Remark.Ground.NOTHING_TO_DO_WITH_IT;
import static io.keygear.tests.compliance.Remark.Ground.OPERATOR;

import java.util.List;

/** OWASP ASVS 5.0.0: all of 6.3 to 6.6, and of other chapters what codes touch. */
final class Asvs {

    private Asvs() {}

    static Standard standard() {
        return new Standard(
                "OWASP ASVS 5.0.0", "https://github.com/OWASP/ASVS/tree/v5.0.0_release/5.0/en", rules(), remarks());
    }

    private static List<Rule> rules() {
        return List.of(
                Rule.of(
                                "2.4.1",
                                "Automation does not use up messages and money",
                                "AttackIT.one_in_a_hundred_reaches_the_sender_and_nobody_else_is_turned_away",
                                "TollIT.the_budget_of_a_day_is_a_hard_stop_and_exact_when_all_ask_at_once")
                        .unless("`sms-countries`, `sends-per-…`, `unproven-…`, `sms-sends-per-realm-day`"),
                Rule.of(
                                "6.3.1",
                                "Codes cannot be guessed by trying",
                                "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared",
                                "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login",
                                "BruteForceIT.each_wrong_code_counts_once_and_what_is_not_compared_does_not_count")
                        .unless("`max-attempts`, 10 at the most; Keycloak's brute-force detection is a switch of the"
                                + " realm"),
                Rule.of(
                        "6.3.2",
                        "There are no accounts to begin with",
                        "ComplianceIT.the_realm_file_brings_no_people_and_no_secrets"),
                Rule.of(
                                "6.3.4",
                                "All ways in ask for what the account is protected by",
                                "DirectGrantIT.behind_a_password_the_first_call_sends_and_the_second_brings_the_code",
                                "PasswordlessIT.who_came_by_mail_and_has_a_phone_is_asked_for_that_as_well",
                                "PasswordlessIT.where_the_step_spares_second_factors_a_number_alone_is_no_login",
                                "SignInByCodeIT.a_person_with_something_else_to_do_gets_no_tokens",
                                "SignInByCodeIT.whose_account_has_more_than_a_password_gets_no_tokens")
                        .unless(
                                "by the flows one binds: where `code-login` stands for the password, a phone that is the only"
                                        + " second factor is a login by itself unless `spare-second-factor` is set; a client with the attribute `verification.tokens` signs those in"
                                        + " by a code alone whose account nothing else protects"),
                Rule.of("6.3.6", "E-mail is no factor", "ComplianceIT.no_flow_of_the_realm_file_signs_in_by_mail")
                        .unless("a flow with `email-code`, or with `code-login` or `direct-grant-code` whose `channels`"
                                + " name `email`, breaks it, and so does the client attribute"
                                + " `verification.tokens`; none of them is there unless you put it there"),
                Rule.of(
                                "6.3.7",
                                "People are told when what they sign in with changes",
                                "EmailActionsIT.an_address_changes_when_the_code_is_right_and_the_old_one_is_told",
                                "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone",
                                "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account",
                                "EmailActionsIT.who_adds_a_phone_is_told_by_keycloaks_own_mails")
                        .unless("for an added phone, only with the event listener `email` in the realm"),
                Rule.of(
                        "6.3.8",
                        "Neither answers nor their time tell who has an account, in login, registration and reset",
                        "EnumerationIT.login_and_reset_answer_everybody_alike_until_the_code_is_right",
                        "EnumerationIT.a_message_that_fails_does_not_tell_that_there_was_one",
                        "EnumerationIT.registration_answers_everybody_alike_until_the_code_is_right",
                        "EnumerationTimeIT.time_tells_nothing_with_a_gateway_that_takes_two_seconds",
                        "DirectGrantIT.without_a_password_everybody_is_answered_the_same",
                        "VerificationApiIT.nobody_learns_who_has_a_value"),
                Rule.of(
                        "6.4.1",
                        "A code that activates something is random, ends soon, and becomes no password",
                        "FloorsIT.codes_come_from_a_cryptographic_generator",
                        "CodeStateIT.a_code_ends_with_its_lifespan",
                        "RegistrationIT.nothing_is_made_before_the_code_is_right_and_then_the_address_is_verified"),
                Rule.of(
                                "6.4.3",
                                "A forgotten password does not get around other factors",
                                "ResetPasswordIT.who_has_a_second_factor_needs_it_as_well",
                                "ResetPasswordIT.the_phone_that_is_the_only_second_factor_is_not_the_first",
                                "ResetPasswordIT.an_address_that_nobody_verified_opens_no_account_that_a_phone_was_enrolled_in")
                        .unless("the conditional subflow can be taken out of the flow"),
                Rule.of(
                        "6.4.4",
                        "Who lost a phone replaces it by another factor, never by the password alone",
                        "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone",
                        "ReopeningIT.an_authenticator_app_opens_closed_codes"),
                Rule.of(
                        "6.5.1",
                        "A code is used once",
                        "CodeStateIT.of_100_parallel_right_codes_one_succeeds",
                        "TwoNodesIT.of_100_parallel_right_codes_one_succeeds",
                        "VerificationApiIT.a_rollback_gives_neither_the_code_nor_the_flag"),
                Rule.of(
                        "6.5.3",
                        "A code comes from a cryptographic generator",
                        "FloorsIT.codes_come_from_a_cryptographic_generator",
                        "CodeFormatTest.every_digit_is_as_likely_as_any_other"),
                Rule.of(
                        "6.5.4",
                        "A code has six digits, or letters and digits of more entropy",
                        "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
                        "CodePolicyOptionsTest.complex_codes_are_eight_long_unless_said_otherwise",
                        "CodeFormatTest.numeric_codes_keep_leading_zeros_and_reach_both_ends"),
                Rule.of(
                        "6.5.5",
                        "A code ends after ten minutes at the most",
                        "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
                        "CodeStateIT.a_code_ends_with_its_lifespan"),
                Rule.of(
                        "6.5.6",
                        "A phone that was lost can be taken away",
                        "ComplianceIT.a_phone_that_is_removed_signs_nobody_in",
                        "RemovedPhoneIT.its_number_is_verified_no_longer_and_the_next_owner_gets_it"),
                Rule.of(
                                "6.6.1",
                                "Text messages go to proven numbers, stronger ways are offered, and people are told of"
                                        + " the risk",
                                "EnrolmentIT.a_code_for_one_number_does_not_prove_another",
                                "SendingIT.when_the_gateway_is_down_people_are_told_and_have_another_way",
                                "ComplianceIT.who_adds_a_phone_is_told_of_the_risk")
                        .unless("the other steps of the flow can be taken out; the realm's own text for `kgPhoneRisk`,"
                                + " if it is blank"),
                Rule.of(
                                "6.6.3",
                                "Codes are limited in tries",
                                "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared",
                                "CodeStateIT.a_rollback_gives_no_attempt_back")
                        .unless("`max-attempts`, 10 at the most"),
                Rule.of(
                        "14.2.1",
                        "A code stands in no address",
                        "ComplianceIT.a_code_is_posted_and_stands_in_no_address"),
                Rule.of(
                        "14.2.6",
                        "Numbers and addresses are masked",
                        "FirstLightIT.bob_enrols_a_phone_logs_out_and_comes_back_with_a_code",
                        "EmailSecondFactorIT.a_code_from_the_mailbox_ends_the_login"),
                Rule.of(
                        "14.2.7",
                        "What is kept of a person goes with the person",
                        "EnrolmentIT.a_user_who_is_removed_leaves_nothing_behind"),
                Rule.of(
                        "15.4.2",
                        "Checks and what follows from them are one step",
                        "CodeStateIT.a_limit_is_exact_also_when_all_ask_at_once",
                        "TwoNodesIT.a_limit_is_one_for_both",
                        "VerificationApiIT.of_fifty_who_verify_one_number_one_gets_it"),
                Rule.of("15.4.4", "Nobody starves the others", "SendingIT.a_gateway_that_hangs_holds_up_nobody_else"),
                Rule.of("16.2.5", "No code, number or secret is in a log", "WholeRunLogIT.nothing_secret_is_logged"),
                Rule.of(
                                "16.3.1",
                                "Codes sent, taken and refused are recorded, with their kind",
                                "TellingIT.events_say_what_was_sent_and_what_became_of_it",
                                "TellingIT.events_say_what_was_not_sent_and_why")
                        .unless("saving events is a switch of the realm"),
                Rule.of(
                        "16.5.2",
                        "When a gateway fails, the next one sends, or people have another way",
                        "FailOverIT.a_first_that_is_down_is_no_obstacle",
                        "SendingIT.when_the_gateway_is_down_people_are_told_and_have_another_way"),
                Rule.of(
                        "16.5.3",
                        "What breaks lets nobody in",
                        "VerifyServiceIT.when_twilio_cannot_say_people_are_told_and_nobody_is_let_in",
                        "CodeStateIT.a_rollback_does_not_give_a_used_code_back"));
    }

    private static List<Remark> remarks() {
        return List.of(
                new Remark(
                        "6.6.2",
                        "A code is bound to the request it was sent for, and of no use in an earlier or later one",
                        ANOTHER_WAY,
                        "It is bound to the person, the purpose and the number or address, and void when that changes"
                                + " or a newer code is sent (`PasswordlessIT.codes_that_are_empty_used_or_of_another_"
                                + "do_not_let_in`, `EmailSecondFactorIT.a_code_to_an_address_that_changed_is_void`)."
                                + " Within its minutes the same person may use it in another tab or browser, since"
                                + " another message there would cost money and help whoever floods"
                                + " (`SendingIT.reload_back_second_tab_and_replayed_posts_send_nothing_more`)"),
                new Remark(
                        "6.1.1, 6.1.3",
                        "Limits and ways in are documented",
                        OPERATOR,
                        "[Configuration](configuration.md), [Flows](flows/README.md) and [SECURITY](../SECURITY.md) are"
                                + " what such a document can begin with"),
                new Remark(
                        "6.3.3",
                        "There have to be two factors",
                        OPERATOR,
                        "The flows ask those for a second one who have it; make *Verify phone number* a default action"
                                + " to have everybody enrol one"),
                new Remark(
                        "6.3.5",
                        "People are told of suspicious logins (level 3)",
                        KEYCLOAK,
                        "Its event listener `email` mails failed logins"),
                new Remark(
                        "6.4.2",
                        "There are no hints and no secret questions",
                        NOTHING_TO_DO_WITH_IT,
                        "Keygear brings none"),
                new Remark(
                        "6.4.4",
                        "Whose factor an administrator replaces has shown who they are",
                        OPERATOR,
                        "The administrator sees to it; changes are admin events"),
                new Remark(
                        "6.4.5",
                        "People are reminded before a factor ends (level 3)",
                        NOTHING_TO_DO_WITH_IT,
                        "Phones do not end"),
                new Remark(
                        "6.4.6",
                        "Administrators begin a reset and choose no password (level 3)",
                        KEYCLOAK,
                        "By *Credential Reset*; roles keep administrators from setting one"),
                new Remark(
                        "6.5.2",
                        "Look-up secrets are stored by a password hash",
                        NOTHING_TO_DO_WITH_IT,
                        "There are none. A code, which lives for minutes, is an HMAC under a key that is not in the same"
                                + " row (`ComplianceIT.a_code_is_stored_as_a_keyed_hash`)"),
                new Remark(
                        "6.5.7, 6.5.8",
                        "Biometrics; the time source of TOTP (level 3)",
                        KEYCLOAK,
                        "Passkeys and authenticator apps are Keycloak's own"),
                new Remark("6.6.1", "No text messages at level 3", OPERATOR, "Leave `sms-code` out of the flows"),
                new Remark(
                        "6.6.4", "Push notifications are limited (level 3)", NOTHING_TO_DO_WITH_IT, "There are none"));
    }
}
