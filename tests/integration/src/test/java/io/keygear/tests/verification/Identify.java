package io.keygear.tests.verification;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.RealmFixture;
import java.util.Map;

/** The page that asks who somebody is. */
final class Identify {

    /** Limits out of the way of tests that send a lot; all of them come from one address. */
    static final Map<String, String> UNLIMITED = Map.of(
            "sends-per-ip-hour", "100000",
            "sends-per-realm-hour", "100000",
            "sends-per-target-hour", "1000",
            "sends-per-target-day", "1000",
            "sends-per-user-day", "1000");

    private Identify() {}

    /** Begins a login of the demo app in a new browser and says who it is. */
    static HttpPage at(RealmFixture realm, String identifier) {
        return as(new HttpBrowser().open(realm.demoApp().login().url()), identifier);
    }

    static HttpPage as(HttpPage page, String identifier) {
        return page.form("kg-identify-form").set("identifier", identifier).submit();
    }
}
