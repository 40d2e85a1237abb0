package io.keygear.tests.compliance;

import static io.keygear.tests.compliance.Remark.Ground.ANOTHER_WAY;
import static io.keygear.tests.compliance.Remark.Ground.KEYCLOAK;
import static io.keygear.tests.compliance.Remark.Ground.OPERATOR;

import java.util.List;

/** The OWASP Multifactor Authentication Cheat Sheet, by its headings. */
final class Multifactor {

    private static final String HANDLING = "One-Time Password (OTP) Handling and Storage";
    private static final String CHANGING = "Changing MFA Factors";
    private static final String MESSAGES = "SMS Messages and Phone Calls";

    private Multifactor() {}

    static Standard standard() {
        return new Standard(
                "OWASP Multifactor Authentication Cheat Sheet",
                "https://cheatsheetseries.owasp.org/cheatsheets/Multifactor_Authentication_Cheat_Sheet.html",
                rules(),
                remarks());
    }

    private static List<Rule> rules() {
        return List.of(
                Rule.of(
                                "When to Require MFA",
                                "Clients of the token endpoint are asked as browsers are",
                                "DirectGrantIT.behind_a_password_the_first_call_sends_and_the_second_brings_the_code")
                        .unless(
                                "by the flows one binds; a client with the attribute `verification.tokens` signs those in"
                                        + " by a code alone whose account nothing else protects"),
                Rule.of(
                        "When to Require MFA",
                        "A phone is changed, and more is allowed, behind the second factor",
                        "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone",
                        "FlowsIT.a_higher_level_asks_for_a_code_and_the_lower_one_does_not"),
                Rule.of(
                        HANDLING,
                        "A code lives shortly and is used once",
                        "CodeStateIT.a_code_ends_with_its_lifespan",
                        "CodeStateIT.of_100_parallel_right_codes_one_succeeds"),
                Rule.of(
                                HANDLING,
                                "Tries are strictly limited",
                                "CodeStateIT.of_200_parallel_wrong_codes_five_are_compared",
                                "CodeStateIT.failures_survive_a_resend_a_new_tab_and_a_new_login")
                        .unless("`max-attempts`, 10 at the most"),
                Rule.of(HANDLING, "Codes are not logged", "WholeRunLogIT.nothing_secret_is_logged"),
                Rule.of(HANDLING, "Codes are stored hashed only", "ComplianceIT.a_code_is_stored_as_a_keyed_hash"),
                Rule.of(
                        HANDLING,
                        "Codes come from a cryptographic generator",
                        "FloorsIT.codes_come_from_a_cryptographic_generator"),
                Rule.of(HANDLING, "A new code makes the old one void", "CodeStateIT.the_newest_code_wins"),
                Rule.of(
                                "Failed Login Attempts",
                                "Another factor is offered when one fails",
                                "SendingIT.when_the_gateway_is_down_people_are_told_and_have_another_way",
                                "ReopeningIT.an_authenticator_app_opens_closed_codes")
                        .unless("the other steps of the flow can be taken out"),
                Rule.of(
                                CHANGING,
                                "A session is not enough: one authenticates again, with the factors one has",
                                "EmailActionsIT.a_login_that_is_older_than_five_minutes_has_to_be_repeated",
                                "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone")
                        .unless("*Maximum Age of Authentication* (`max_auth_age`) of the required action"),
                Rule.of(
                                CHANGING,
                                "People are told on another channel",
                                "EmailActionsIT.a_number_changes_when_the_code_is_right_and_the_old_one_is_gone",
                                "EmailActionsIT.who_adds_a_phone_is_told_by_keycloaks_own_mails")
                        .unless("for an added phone, only with the event listener `email` in the realm"),
                Rule.of(
                                MESSAGES,
                                "Messages are limited for each account and as a whole, so that nobody burns or earns"
                                        + " money by them",
                                "AttackIT.one_in_a_hundred_reaches_the_sender_and_nobody_else_is_turned_away",
                                "TollIT.other_countries_and_costly_kinds_of_numbers_get_nothing",
                                "TollIT.the_budget_of_a_day_is_a_hard_stop_and_exact_when_all_ask_at_once",
                                "SendingIT.reload_back_second_tab_and_replayed_posts_send_nothing_more")
                        .unless("`sms-countries`, `sms-refused-number-kinds`, `sends-per-…`, `unproven-…`,"
                                + " `sms-sends-per-realm-day`"));
    }

    private static List<Remark> remarks() {
        return List.of(
                new Remark(
                        HANDLING,
                        "Eight digits are considered",
                        OPERATOR,
                        "`code-length`, up to 12; six by default, behind five tries"),
                new Remark(
                        "Failed Login Attempts",
                        "People are told of a failed second factor",
                        KEYCLOAK,
                        "Its event listener `email` mails failed logins"),
                new Remark(
                        "Resetting MFA",
                        "There is a way for who lost all factors",
                        OPERATOR,
                        "Recovery codes are Keycloak's and in the flows; several phones are possible; administrators"
                                + " remove a phone"),
                new Remark(
                        CHANGING,
                        "Unusual devices and places are considered",
                        ANOTHER_WAY,
                        "There is a condition for networks (`condition-ip-range`), none for devices and places"),
                new Remark(
                        MESSAGES,
                        "Exchanged SIM cards are watched for, and there is a plan for stronger factors",
                        OPERATOR,
                        "Keygear asks nobody about numbers. Passkeys and authenticator apps stand beside codes in the"
                                + " flows"));
    }
}
