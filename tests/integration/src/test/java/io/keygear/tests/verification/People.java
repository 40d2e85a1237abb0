package io.keygear.tests.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** People with phones, and how they come to the page that asks for a code. */
final class People {

    static final String POLICY = "io.keygear.verification.policy.CodePolicyProvider";

    static final String APP_SECRET = "nothingtoguess";

    private static final AtomicInteger NUMBERS = new AtomicInteger(200);

    private final RealmFixture realm;

    People(RealmFixture realm) {
        this.realm = realm;
    }

    /** No detection of parallel logins: tests that count codes, not passwords. */
    static final class Undisturbed implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            realm.put("bruteForceProtected", false);
        }
    }

    /** A production server takes neither the sender for development nor test numbers without an end. */
    static void fitForProduction(ObjectNode realm) {
        ObjectNode components = realm.withObjectProperty("components");
        components.remove(Sms.SENDER);
        ObjectNode policy = (ObjectNode) components.path(POLICY).path(0).path("config");
        policy.putArray("test-numbers-until").add("2099-12-31");
    }

    /** A number in the test range that nobody else in this run has. */
    static String newNumber() {
        return "+44770090%04d".formatted(NUMBERS.getAndIncrement());
    }

    /** Somebody new with a verified phone. */
    Owner withPhone(String username) {
        String number = newNumber();
        Person person = realm.newPerson(username, user -> addPhone(user, number, "Phone"));
        return new Owner(person, number);
    }

    /** Somebody new whose verified phone is also the number that tokens show. */
    Owner withMainPhone(String username) {
        String number = newNumber();
        return new Owner(realm.newPerson(username, user -> addMainPhone(user, number)), number);
    }

    /** Somebody new with a verified phone and an authenticator app. */
    Owner withPhoneAndApp(String username) {
        String number = newNumber();
        Person person = realm.newPerson(username, user -> {
            addMainPhone(user, number);
            addApp(user);
        });
        return new Owner(person, number);
    }

    /** An authenticator app. */
    static void addApp(ObjectNode user) {
        user.withArrayProperty("credentials")
                .addObject()
                .put("type", "otp")
                .put("userLabel", "App")
                .put("secretData", "{\"value\":\"" + APP_SECRET + "\"}")
                .put(
                        "credentialData",
                        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}");
    }

    /** What the authenticator app shows now (RFC 6238 with its defaults). */
    static String appCode() {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            long step = Instant.now().getEpochSecond() / 30;
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A phone whose number is also the one that tokens show. */
    static void addMainPhone(ObjectNode user, String number) {
        addPhone(user, number, "Phone");
        ObjectNode attributes = user.withObjectProperty("attributes");
        attributes.putArray("phoneNumber").add(number);
        attributes.putArray("phoneNumberVerified").add("true");
    }

    static void addPhone(ObjectNode user, String number, String label) {
        user.withArrayProperty("credentials")
                .addObject()
                .put("type", "phone-code")
                .put("userLabel", label)
                .put("secretData", "{}")
                .put("credentialData", "{\"number\":\"" + number + "\"}");
    }

    /** Logs in with the password in a new browser, up to the next page. */
    HttpPage afterPassword(Person person) {
        return afterPassword(new HttpBrowser(), person, realm.demoApp().login());
    }

    static HttpPage afterPassword(HttpBrowser browser, Person person, OidcClient.Login login) {
        return browser.open(login.url()).login(person.username(), person.password());
    }

    /** Changes the realm's rules for codes. */
    void policy(Map<String, String> rules) {
        realm.changeComponent(POLICY, "code-policy", rules);
    }

    /** What a code page answers to a code. */
    static HttpPage answer(HttpPage page, String code) {
        return page.form("kg-code-form").set("code", code).submit();
    }

    /** What the code page complains about; empty when it does not. */
    static String complaint(HttpPage page) {
        return page.text("kg-code-error").orElse("");
    }

    /** Somebody with a phone. */
    record Owner(Person person, String number) {}
}
