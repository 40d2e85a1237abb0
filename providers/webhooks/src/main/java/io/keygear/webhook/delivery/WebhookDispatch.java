package io.keygear.webhook.delivery;

import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.RealmEndpoints;
import io.keygear.webhook.endpoint.Seal;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.EventHead;
import io.keygear.webhook.outbox.Parcel;
import org.keycloak.provider.Provider;

/** What other parts of this module ask of the node's dispatcher. */
public final class WebhookDispatch implements Provider {

    private final Bell bell;
    private final RealmEndpoints endpoints;
    private final Courier courier;

    WebhookDispatch(Bell bell, RealmEndpoints endpoints, Courier courier) {
        this.bell = bell;
        this.endpoints = endpoints;
        this.courier = courier;
    }

    /** Something was committed to the outbox. */
    public void wake() {
        bell.ringSoon();
    }

    /** The endpoints of realms, read once for the whole server. */
    public RealmEndpoints endpoints() {
        return endpoints;
    }

    /** Sends one event right now, just as others are sent, and keeps nothing of it. */
    public Attempt test(Endpoint endpoint, Seal seal, EventHead event, String payload) {
        Parcel parcel = new Parcel(event, payload, null, new Parcel.Place(0, 0, 0, 0, 0));
        return courier.carry(endpoint, seal, parcel).attempt();
    }

    @Override
    public void close() {}
}
