package io.keygear.webhook.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.kit.http.HttpBody;
import io.keygear.kit.http.HttpCall;
import io.keygear.kit.http.HttpHeader;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.FieldPolicy;
import io.keygear.webhook.endpoint.Seal;
import io.keygear.webhook.outbox.EventHead;
import io.keygear.webhook.outbox.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/**
 * A parcel as one endpoint gets it: the body with its sequence number and without what the endpoint must not see, and
 * the headers of Standard Webhooks, optionally also those of CloudEvents 1.0 (HTTP binding, binary content mode).
 */
final class Message {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final Endpoint endpoint;
    private final Seal seal;
    private final Parcel parcel;

    Message(Endpoint endpoint, Seal seal, Parcel parcel) {
        this.endpoint = endpoint;
        this.seal = seal;
        this.parcel = parcel;
    }

    /** The request, signed for this moment. */
    HttpCall at(Instant now) {
        byte[] body = body();
        String id = endpoint.messageId(parcel.event().id());
        List<HttpHeader> headers = new ArrayList<>();
        headers.add(new HttpHeader("content-type", "application/json"));
        headers.add(new HttpHeader("webhook-id", id));
        headers.add(new HttpHeader("webhook-timestamp", Long.toString(now.getEpochSecond())));
        headers.add(new HttpHeader("webhook-signature", seal.signatures().header(id, now, body)));
        if (parcel.traceparent() != null) {
            headers.add(new HttpHeader("traceparent", parcel.traceparent()));
        }
        if (endpoint.style().cloudEvents()) {
            headers.addAll(cloudEvent(id));
        }
        Instant deadline = Instant.now().plus(endpoint.target().timeout());
        return new HttpCall("POST", endpoint.target().url(), headers, HttpBody.of(body), CONNECT, deadline);
    }

    private List<HttpHeader> cloudEvent(String id) {
        EventHead event = parcel.event();
        return List.of(
                new HttpHeader("ce-specversion", "1.0"),
                new HttpHeader("ce-id", id),
                new HttpHeader("ce-source", "/realms/" + event.realmId()),
                new HttpHeader("ce-type", event.type()),
                new HttpHeader("ce-time", Instant.ofEpochMilli(event.at()).toString()));
    }

    /** The stored object begins with a brace, so the number is put in without reading the rest. */
    private byte[] body() {
        String seq = parcel.place().seq() == 0
                ? "null"
                : Long.toString(parcel.place().seq());
        String json = "{\"seq\":" + seq + "," + parcel.payload().substring(1);
        return (seal.fields().isEmpty() ? json : without(seal.fields(), json)).getBytes(StandardCharsets.UTF_8);
    }

    private static String without(FieldPolicy fields, String json) {
        try {
            ObjectNode event = (ObjectNode) JsonSerialization.mapper.readTree(json);
            fields.apply(event);
            return JsonSerialization.mapper.writeValueAsString(event);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The outbox holds JSON", broken);
        }
    }
}
