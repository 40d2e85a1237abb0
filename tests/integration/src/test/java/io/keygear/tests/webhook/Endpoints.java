package io.keygear.tests.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A realm's webhook endpoints, and the receiver behind them. */
final class Endpoints implements AutoCloseable {

    static final String TYPE = "io.keygear.webhook.endpoint.WebhookEndpoint";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealmFixture realm;
    private final Receiver receiver;
    private final List<String> ids = new ArrayList<>();

    Endpoints(RealmFixture realm) {
        this(realm, Receiver.listen(realm.server().bindAddress(), realm.server().testHost()));
    }

    /** With a receiver that is closed with them. */
    Endpoints(RealmFixture realm, Receiver receiver) {
        this.realm = realm;
        this.receiver = receiver;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Adds one as a component, as a realm file has it; gives its id. */
    String add(String path, List<String> events, Map<String, String> more) {
        ObjectNode component = JSON.createObjectNode()
                .put("name", path.substring(1))
                .put("providerId", "webhook")
                .put("providerType", TYPE)
                .put("parentId", realm.admin().get(realm.name()).path("id").asText());
        ObjectNode config = component.putObject("config");
        config.putArray("url").add(receiver.url(path));
        events.forEach(config.withArrayProperty("events")::add);
        // What is given more precisely replaces what is usual.
        more.forEach((key, value) -> config.putArray(key).add(value));
        String id = realm.admin().post(realm.name() + "/components", component);
        ids.add(id);
        return id;
    }

    /** What the database says about an endpoint's deliveries. */
    Rows rows(String id) {
        return new Rows(new Probe(realm.url()), id);
    }

    /** Somebody else has removed it. */
    void forget(String id) {
        ids.remove(id);
    }

    void remove(String id) {
        ids.remove(id);
        realm.admin().delete(realm.name() + "/components/" + id);
    }

    @Override
    public void close() {
        List.copyOf(ids).forEach(this::remove);
        receiver.close();
    }
}
