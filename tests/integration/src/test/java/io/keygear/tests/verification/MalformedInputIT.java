package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand things that nobody should send: each is answered, none by an error of the server. */
@KeygearTest(realm = People.Undisturbed.class)
class MalformedInputIT extends CodeJourneys {

    private static final int WORKERS = 8;
    private static final List<String> FIELDS =
            List.of("code", "phone", "label", "resend", "change", "cancel-aia", "tryAnotherWay", "credentialId");
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "999999999999999999999999",
            "00000O",
            "' or 1=1 --",
            "<script>alert(1)</script>",
            "${7*7}",
            "{0}",
            "'{'",
            "%00",
            "\u0000",
            "\uFEFF١٢٣٤٥٦",
            "\uD800",
            "+",
            "+44",
            "++447700900102",
            "tel:+447700900102;ext=1",
            "07700 900 102;phone-context=evil",
            "9".repeat(5_000),
            "é".repeat(300),
            "\u202E102009007700");

    MalformedInputIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void eight_thousand_forms() {
        people.policy(Map.of("sends-per-realm-hour", "100000"));
        List<List<Integer>> statuses = Together.each(
                IntStream.range(0, WORKERS).boxed().toList(),
                worker -> worker % 2 == 0
                        ? submit(people.withPhone("fuzzedcode" + worker).person(), worker, 1_000)
                        : submit(
                                realm.newPerson(
                                        "fuzzedphone" + worker,
                                        user -> user.withArrayProperty("requiredActions")
                                                .add("verify-phone-number")),
                                worker,
                                1_000));
        assertThat(statuses.stream().flatMap(List::stream)).hasSize(8_000).allMatch(status -> status < 500);
    }

    @Test
    void fifteen_hundred_addresses_of_the_pages() {
        HttpPage page = people.afterPassword(people.withPhone("fuzzedaddress").person());
        Random random = new Random(7);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            HttpBrowser browser = page.browser().copy();
            String query =
                    "client_id=demo-app&execution=" + encoded(nasty(random)) + "&tab_id=" + encoded(nasty(random)) + "&"
                            + FIELDS.get(random.nextInt(FIELDS.size())) + "=" + encoded(nasty(random));
            String path = random.nextBoolean() ? "authenticate" : "required-action";
            statuses.add(browser.open(URI.create(realm.url() + "/login-actions/" + path + "?" + query))
                    .status());
        }
        assertThat(statuses).allMatch(status -> status < 500);
    }

    @Test
    void five_hundred_configurations() {
        ObjectMapper json = new ObjectMapper();
        String parent = realm.admin().get(realm.name()).path("id").asText();
        Random random = new Random(11);
        List<String> keys = List.of(
                "account-sid",
                "auth-token",
                "from",
                "base-url",
                "url",
                "headers",
                "priority",
                "enabled",
                "code-length",
                "code-lifespan",
                "resend-cooldown",
                "test-numbers",
                "test-numbers-until",
                "max-attempts",
                "code-format");
        List<Map.Entry<String, String>> kinds = List.of(
                Map.entry(Sms.SENDER, "twilio"),
                Map.entry(Sms.SENDER, "http"),
                Map.entry(People.POLICY, "code-policy"));
        for (int i = 0; i < 500; i++) {
            Map.Entry<String, String> kind = kinds.get(random.nextInt(kinds.size()));
            ObjectNode component = json.createObjectNode()
                    .put("name", "fuzzed" + i)
                    .put("providerType", kind.getKey())
                    .put("providerId", kind.getValue())
                    .put("parentId", parent);
            ObjectNode config = component.putObject("config");
            for (int n = 0; n < 4; n++) {
                String value = nasty(random).replace("\u0000", "").replace("\uD800", "");
                config.putArray(keys.get(random.nextInt(keys.size())))
                        .add(value.substring(0, Math.min(200, value.length())));
            }
            int status = realm.admin()
                    .send("POST", realm.name() + "/components", component)
                    .statusCode();
            assertThat(status).as(component.toString()).isIn(400, 409);
        }
    }

    private List<Integer> submit(Person person, int seed, int count) {
        Random random = new Random(seed);
        List<Integer> statuses = new ArrayList<>();
        HttpPage page = people.afterPassword(person);
        while (statuses.size() < count) {
            if (page.status() != 200 || !(page.has("kg-code-form") || page.has("kg-phone-form"))) {
                page = people.afterPassword(person);
            }
            HttpForm form = page.form(page.has("kg-code-form") ? "kg-code-form" : "kg-phone-form");
            for (int n = random.nextInt(4); n > 0; n--) {
                form.set(FIELDS.get(random.nextInt(FIELDS.size())), nasty(random));
            }
            page = form.submit();
            statuses.add(page.status());
        }
        return statuses;
    }

    private static String nasty(Random random) {
        if (random.nextInt(3) > 0) {
            return NASTY.get(random.nextInt(NASTY.size()));
        }
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(40), 1, 0x3000).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
