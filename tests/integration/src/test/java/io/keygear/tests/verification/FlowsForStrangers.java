package io.keygear.tests.verification;

import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.RealmFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every flow that begins with somebody whom nobody knows, and limits that are out of the way. */
final class FlowsForStrangers {

    private FlowsForStrangers() {}

    static void use(RealmFixture realm) {
        List.of("passwordless", "reset-password", "registration").forEach(flow -> FlowFixture.use(realm, flow));
        Map<String, String> limits = new HashMap<>(Identify.UNLIMITED);
        limits.put("sms-sends-per-realm-day", "100000");
        realm.changeComponent(People.POLICY, "code-policy", limits);
    }
}
