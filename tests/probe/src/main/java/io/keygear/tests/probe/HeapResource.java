package io.keygear.tests.probe;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.keycloak.services.resource.RealmResourceProvider;

/** Tells how much the server holds in memory. Open to everybody, as only tests deploy it. */
public final class HeapResource implements RealmResourceProvider {

    @Override
    public Object getResource() {
        return this;
    }

    /** Bytes that are left after the garbage was collected. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return Long.toString(memory.getHeapMemoryUsage().getUsed());
    }

    @Override
    public void close() {}
}
