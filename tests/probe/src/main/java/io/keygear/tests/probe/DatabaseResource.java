package io.keygear.tests.probe;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Looks into the server's database, whichever it is. Open to everybody, as only tests deploy it. */
public final class DatabaseResource implements RealmResourceProvider {

    private final KeycloakSession session;

    DatabaseResource(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /** The one number that a query gives; 0 for null and for no row. */
    @POST
    @Path("number")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    public String number(String sql) {
        List<?> rows = entities().createNativeQuery(sql).getResultList();
        return rows.stream()
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst()
                .orElse("0");
    }

    /** Changes rows; gives how many. */
    @POST
    @Path("update")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    public String update(String sql) {
        return Integer.toString(entities().createNativeQuery(sql).executeUpdate());
    }

    /**
     * How many queries Hibernate had to translate since this was first asked. It keeps what it made of every text, so on
     * a server that asks the same all the time the number stays.
     */
    @GET
    @Path("translated")
    @Produces(MediaType.TEXT_PLAIN)
    public String translated() {
        Statistics statistics = entities()
                .getEntityManagerFactory()
                .unwrap(SessionFactory.class)
                .getStatistics();
        statistics.setStatisticsEnabled(true);
        return Long.toString(statistics.getQueryPlanCacheMissCount());
    }

    private EntityManager entities() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public void close() {}
}
