package io.keygear.tests.compliance;

import static io.keygear.tests.compliance.Remark.Ground.NOTHING_TO_DO_WITH_IT;

import java.util.List;

/** WICG, Origin-bound one-time codes delivered via SMS, and what HTML says of the field. */
final class WebOtp {

    private WebOtp() {}

    static Standard standard() {
        return new Standard(
                "WICG Origin-bound one-time codes (WebOTP)",
                "https://wicg.github.io/sms-one-time-codes/",
                rules(),
                remarks());
    }

    private static List<Rule> rules() {
        return List.of(
                Rule.of(
                        "2.1",
                        "The host is that of the page that asks for the code",
                        "FirstLightIT.bob_enrols_a_phone_logs_out_and_comes_back_with_a_code"),
                Rule.of(
                                "3, 3.2",
                                "The last line is `@host #code`, with one space and nothing before it, in every language"
                                        + " and however long the names are",
                                "SmsTextTest.the_last_line_binds_the_code_to_its_page",
                                "MessagesTest.the_longest_code_on_a_long_host_is_one_segment_in_its_language",
                                "MessageTextIT.it_is_in_the_persons_language")
                        .unless("the client attribute `verification.android-app-hash` puts an app's hash there instead;"
                                + " a host of more than 130 letters may leave no room"),
                Rule.of(
                        "HTML, 4.10.18.7",
                        "The field is marked `one-time-code`, takes what is pasted, and brings up a keyboard of digits",
                        "ComplianceIT.the_field_takes_a_code_from_a_message"));
    }

    private static List<Remark> remarks() {
        return List.of(new Remark(
                "2.1, 3.1",
                "Pages in frames name the embedded host as well",
                NOTHING_TO_DO_WITH_IT,
                "Keycloak's login pages are not shown in frames"));
    }
}
