package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.util.function.Consumer;

/** Where somebody whom nobody knows may ask for a code, in the name of anybody. */
enum Door {
    LOGIN("authenticate"),
    RESET("reset-credentials"),
    REGISTRATION("registration"),
    API("") {
        @Override
        Consumer<String> ready(RealmFixture realm) {
            var anybody = new VerificationRealm(realm).anybody();
            return number -> assertThat(anybody.post("send", VerificationRealm.phone(number))
                            .status())
                    .isEqualTo(202);
        }
    };

    private final String path;

    Door(String path) {
        this.path = path;
    }

    /** The page that asks who one is, in a new browser. */
    HttpPage open(RealmFixture realm) {
        HttpPage login = new HttpBrowser().open(realm.demoApp().login().url());
        String address = login.form().action().toString().replace("/authenticate?", "/" + path + "?");
        return login.browser().open(URI.create(address.replaceFirst("(session_code=[^&]*&)?execution=[^&]*&", "")));
    }

    /** Gets everything ready; what is left is one request that names somebody and is answered by asking for a code. */
    Consumer<String> ready(RealmFixture realm) {
        HttpPage page = open(realm);
        return identifier ->
                assertThat(Identify.as(page, identifier).has("kg-code-form")).isTrue();
    }
}
