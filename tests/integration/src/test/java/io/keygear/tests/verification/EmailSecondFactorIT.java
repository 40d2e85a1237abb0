package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.inbox.Mail;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes by e-mail behind a password, in the flow {@code email-second-factor}. */
@KeygearTest
class EmailSecondFactorIT {

    private static Mails mails;

    private final RealmFixture realm;
    private final People people;

    EmailSecondFactorIT(RealmFixture realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeAll
    static void connect(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "email-second-factor");
    }

    @AfterAll
    static void disconnect() {
        mails.close();
    }

    @Test
    void a_code_from_the_mailbox_ends_the_login() {
        Person person = realm.newPerson("letterbox", user -> {});

        HttpPage page = people.afterPassword(person);

        assertThat(page.text("kg-delivery"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("l•••••@example.com").doesNotContain("letterbox@"));
        Mail mail = mails.next("letterbox@example.com");
        assertThat(mail.subject()).isEqualTo("Your code for Keygear");
        assertThat(mail.plain()).contains("finish logging in to Keygear").contains("5 minutes");
        assertThat(mail.html()).contains(mail.code()).contains("<html");
        assertThat(People.answer(page, mail.code()).status()).isEqualTo(302);
        assertThat(realm.events(person))
                .anySatisfy(event -> assertThat(event.type()).isEqualTo("LOGIN"));
    }

    @Test
    void mails_are_written_in_the_language_of_the_person() {
        Person person = realm.newPerson(
                "briefkasten",
                user -> user.withObjectProperty("attributes").putArray("locale").add("de"));

        HttpPage page = people.afterPassword(person);

        Mail mail = mails.next("briefkasten@example.com");
        assertThat(mail.subject()).isEqualTo("Ihr Code für Keygear");
        assertThat(mail.plain()).contains("5 Minuten");
        assertThat(People.answer(page, mail.code()).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({
        "zh-Hans, ltr, 您的 Keygear 验证码",
        "pt-BR, ltr, Seu código para Keygear",
        "ar, rtl, رمزك لخدمة Keygear",
        "he, rtl, הקוד שלכם עבור Keygear"
    })
    void every_language_reaches_the_mail(String language, String direction, String subject) {
        realm.change(settings -> settings.withArray("supportedLocales").add(language));
        String name = "speaks-" + language.toLowerCase(Locale.ROOT);
        Person person = realm.newPerson(
                name,
                user -> user.withObjectProperty("attributes").putArray("locale").add(language));

        people.afterPassword(person);

        Mail mail = mails.next(name + "@example.com");
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.html()).contains("dir=\"" + direction + "\"");
    }

    @Test
    void who_has_no_verified_address_is_not_asked() {
        Person person = realm.newPerson("unproven", user -> user.put("emailVerified", false));

        assertThat(people.afterPassword(person).status()).isEqualTo(302);
        assertThat(mails.sentTo("unproven@example.com")).isZero();
    }

    @Test
    void reloading_sends_nothing_and_a_wrong_code_counts_in_the_brute_force_detection() {
        Person person = realm.newPerson("miscounted", user -> {});
        HttpPage page = people.afterPassword(person);
        String code = mails.codeTo("miscounted@example.com");

        page.reload();
        page = page.form("kg-code-form").submit("refresh", "true");
        page = People.answer(page, Sms.wrong(code, 0));

        assertThat(People.complaint(page)).contains("4 tries left");
        BruteForce.awaitFailures(realm, person, 1);
        assertThat(People.answer(page, code).status()).isEqualTo(302);
        assertThat(mails.sentTo("miscounted@example.com")).isEqualTo(1);
    }

    @Test
    void a_code_to_an_address_that_changed_is_void() {
        Person person = realm.newPerson("moved", user -> {});
        HttpPage page = people.afterPassword(person);
        String code = mails.codeTo("moved@example.com");
        realm.changeUser(person, user -> user.put("email", "elsewhere@example.com"));

        page = People.answer(page, code);

        assertThat(People.complaint(page)).contains("no longer valid");
    }

    @Test
    void without_a_mail_server_the_page_says_so_and_nothing_breaks() {
        Person person = realm.newPerson("unreachable", user -> {});
        realm.change(settings -> settings.putObject("smtpServer"));
        try {
            HttpPage page = people.afterPassword(person);
            assertThat(page.status()).isEqualTo(200);
            assertThat(People.complaint(page)).contains("not set up");
        } finally {
            mails.close();
            mails = Mails.of(realm);
        }
    }

    @Test
    void a_mail_server_that_is_down_shows_as_a_failed_message() {
        Person person = realm.newPerson("refused", user -> {});
        realm.change(settings -> settings.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", "1")
                .put("from", "no-reply@keygear.example"));
        try {
            HttpPage page = people.afterPassword(person);
            page = awaitFailure(page);
            assertThat(page.text("kg-delivery"))
                    .hasValueSatisfying(text -> assertThat(text).contains("could not send"));
            realm.passTime(Duration.ofSeconds(31));
        } finally {
            mails.close();
            mails = Mails.of(realm);
        }
        HttpPage again = page(person).form("kg-code-form").submit("resend", "true");
        assertThat(People.answer(again, mails.codeTo("refused@example.com")).status())
                .isEqualTo(302);
    }

    private HttpPage page(Person person) {
        return people.afterPassword(person);
    }

    private static HttpPage awaitFailure(HttpPage page) {
        HttpPage current = page;
        for (int tries = 0;
                tries < 50 && !current.document().select("[data-state=queued]").isEmpty();
                tries++) {
            current = current.form("kg-code-form").submit("refresh", "true");
        }
        return current;
    }
}
