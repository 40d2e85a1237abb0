package io.keygear.tests.compliance;

import static io.keygear.tests.compliance.Remark.Ground.ANOTHER_WAY;
import static io.keygear.tests.compliance.Remark.Ground.KEYCLOAK;
import static io.keygear.tests.compliance.Remark.Ground.NOTHING_TO_DO_WITH_IT;
import static io.keygear.tests.compliance.Remark.Ground.OPERATOR;

import java.util.List;

/** NIST SP 800-63B-4 (July 2025): what it says of out-of-band devices, their binding, and recovery by codes. */
final class Nist {

    private Nist() {}

    static Standard standard() {
        return new Standard("NIST SP 800-63B-4", "https://pages.nist.gov/800-63-4/sp800-63b.html", rules(), remarks());
    }

    private static List<Rule> rules() {
        return List.of(
                Rule.of(
                                "3.1.3.1",
                                "E-mail is no channel for out-of-band authentication",
                                "ComplianceIT.no_flow_of_the_realm_file_signs_in_by_mail")
                        .unless("a flow with `email-code`, or with `code-login` or `direct-grant-code` whose `channels`"
                                + " name `email`, breaks it, and so does the client attribute"
                                + " `verification.tokens`; none of them is there unless you put it there"),
                Rule.of(
                        "3.1.3.2",
                        "A code ends after ten minutes at the most",
                        "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
                        "CodeStateIT.a_code_ends_with_its_lifespan"),
                Rule.of(
                        "3.1.3.2, 3.2.7",
                        "A code is accepted once",
                        "CodeStateIT.of_100_parallel_right_codes_one_succeeds",
                        "TwoNodesIT.of_100_parallel_right_codes_one_succeeds",
                        "CodeStateIT.a_rollback_does_not_give_a_used_code_back"),
                Rule.of(
                        "3.1.3.2, 3.2.12",
                        "A code is random and has six digits or more",
                        "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
                        "CodeFormatTest.numeric_codes_keep_leading_zeros_and_reach_both_ends",
                        "CodeFormatTest.every_digit_is_as_likely_as_any_other",
                        "FloorsIT.codes_come_from_a_cryptographic_generator"),
                Rule.of(
                                "3.1.3.2, 3.2.2",
                                "Wrong codes are limited",
                                "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared",
                                "TwoNodesIT.of_200_parallel_wrong_codes_five_are_compared",
                                "CodeStateIT.a_rollback_gives_no_attempt_back")
                        .unless("`max-attempts` before each pause, 10 at the most"),
                Rule.of(
                        "3.1.3.2",
                        "A new code does not start the count of failures again",
                        "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login"),
                Rule.of(
                        "3.2.2",
                        "After a hundred failures in a row a second factor is closed",
                        "CodeStateIT.closed_after_a_hundred_failures"),
                Rule.of(
                        "3.2.2",
                        "Pauses grow with the failures, so that others cannot lock somebody out at once",
                        "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login",
                        "CodePolicyTest.pauses_grow_with_failures"),
                Rule.of(
                        "3.2.2",
                        "Success ends the count of failures of the authenticator that was used",
                        "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login",
                        "BruteForceIT.a_right_code_forgets_failures"),
                Rule.of(
                        "3.1.3.3, 4.1.2.1",
                        "A number is set or changed as a new authenticator is bound: behind the factors one has, and by"
                                + " a code to the new number",
                        "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone",
                        "EnrolmentIT.a_code_for_one_number_does_not_prove_another",
                        "ProtectedAttributesIT.neither_account_nor_registration_writes_them"),
                Rule.of(
                                "4.1.2.1",
                                "Who adds or changes a phone has authenticated just now",
                                "EmailActionsIT.a_login_that_is_older_than_five_minutes_has_to_be_repeated")
                        .unless("*Maximum Age of Authentication* (`max_auth_age`) of the required action"),
                Rule.of(
                        "4.1.2.1",
                        "There can be several authenticators",
                        "FirstLightIT.a_second_phone_is_added_by_the_application_and_can_be_chosen"),
                Rule.of(
                                "3.1.3.3, 3.2.9",
                                "There is another way than a text message, and it is offered",
                                "SendingIT.when_the_gateway_is_down_people_are_told_and_have_another_way")
                        .unless("the other steps of the flow can be taken out"),
                Rule.of(
                                "3.2.9",
                                "Who adds a phone is told of the risk and of what is safer",
                                "ComplianceIT.who_adds_a_phone_is_told_of_the_risk")
                        .unless("the realm's own text for `kgPhoneRisk`, if it is blank"),
                Rule.of(
                                "4.1.2.1, 4.6",
                                "People are told of a new phone on another channel",
                                "EmailActionsIT.who_adds_a_phone_is_told_by_keycloaks_own_mails")
                        .unless("only with the event listener `email` in the realm, which is not there by default"),
                Rule.of(
                        "4.2.1.2",
                        "A recovery code has six digits or more and ends after ten minutes, also by mail, where 24 hours"
                                + " were allowed",
                        "CodePolicyOptionsTest.a_wrong_value_is_refused_with_its_key_and_the_fix",
                        "CodeStateIT.a_code_ends_with_its_lifespan"),
                Rule.of(
                                "4.2.1.2",
                                "A recovery address was verified before it is used",
                                "ResetPasswordIT.where_only_verified_addresses_count_another_gets_no_code_and_nobody_sees_the_difference")
                        .unless(
                                "only with `verified-addresses-only` of the step `reset-code`, which is off unless you set"
                                        + " it; else the code verifies the address, as in Keycloak's own reset"),
                Rule.of(
                                "4.2.2.2",
                                "Who has a second factor needs it besides the recovery code",
                                "ResetPasswordIT.who_has_a_second_factor_needs_it_as_well",
                                "ResetPasswordIT.the_phone_that_is_the_only_second_factor_is_not_the_first")
                        .unless("the conditional subflow can be taken out of the flow"),
                Rule.of(
                                "4.2.3, 4.6",
                                "People are told that their password was recovered",
                                "ResetPasswordIT.a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account")
                        .unless("only by mail: the account needs an address, the realm a mail server"),
                Rule.of(
                                "4.6",
                                "People are told at the old address or number that it changed",
                                "EmailActionsIT.an_address_changes_when_the_code_is_right_and_the_old_one_is_told",
                                "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone")
                        .unless("at a number only by a sender that takes texts (not `twilio-verify`), in a country"
                                + " that is allowed, within the budget of the realm"),
                Rule.of(
                        "4.3, 4.5",
                        "A phone that was lost is taken away at once",
                        "ComplianceIT.a_phone_that_is_removed_signs_nobody_in",
                        "RemovedPhoneIT.its_number_is_verified_no_longer_and_the_next_owner_gets_it"));
    }

    private static List<Remark> remarks() {
        return List.of(
                new Remark(
                        "3.2.2",
                        "A hundred failures disable the authenticator, which has to be bound again",
                        ANOTHER_WAY,
                        "That holds for second factors, and these open again by another factor or by an administrator,"
                                + " who may also remove the phone so that it is bound anew. Logins without a password"
                                + " and forgotten passwords are never closed, since any stranger could do that to"
                                + " anybody; they are slowed down to five tries in 30 minutes"
                                + " (`PasswordlessIT.a_hundred_failures_close_nothing_for_who_is_not_signed_in`)"),
                new Remark(
                        "4.6",
                        "A notice says how to reach somebody",
                        OPERATOR,
                        "The notices name the service; addresses and numbers belong into the realm's e-mail theme or its"
                                + " texts `kgMailNoticeAlarm` and `kgSmsPhoneChanged`"),
                new Remark(
                        "3.1.3.3",
                        "Exchanged SIM cards and ported numbers are considered before sending (should)",
                        OPERATOR,
                        "Keygear asks nobody about numbers; a gateway that does can refuse, and a refusal for fraud is"
                                + " not sent by another one"),
                new Remark(
                        "3.2.9",
                        "The risk of a restricted authenticator is assessed, and there is a plan for its end",
                        OPERATOR,
                        "Text messages are one; so is every flow that has no other factor"),
                new Remark(
                        "2.2.2",
                        "At AAL2 there is a way that resists phishing",
                        KEYCLOAK,
                        "Passkeys. Codes that are typed resist none (3.2.5)"),
                new Remark(
                        "3.2.12",
                        "The random generator is an approved one",
                        OPERATOR,
                        "It is that of the Java runtime; run Keycloak in its FIPS mode for an approved one"),
                new Remark(
                        "3.1.3.2",
                        "Push notifications are limited",
                        NOTHING_TO_DO_WITH_IT,
                        "There are none; messages have limits of their own"),
                new Remark(
                        "3.1.3.4",
                        "Multi-factor out-of-band authenticators",
                        NOTHING_TO_DO_WITH_IT,
                        "A text message is a single factor"));
    }
}
