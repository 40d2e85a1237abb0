package io.keygear.tests.probe;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.QueryParam;
import org.keycloak.common.util.Time;
import org.keycloak.services.resource.RealmResourceProvider;

/** One setting for the whole server: how far its clock is ahead. Open to everybody, as only tests deploy it. */
public final class ClockResource implements RealmResourceProvider {

    @Override
    public Object getResource() {
        return this;
    }

    /** Sets the seconds between the machine's time and what Keycloak takes for the time. */
    @PUT
    public void offset(@QueryParam("offset") @DefaultValue("0") int seconds) {
        Time.setOffset(seconds);
    }

    @Override
    public void close() {}
}
