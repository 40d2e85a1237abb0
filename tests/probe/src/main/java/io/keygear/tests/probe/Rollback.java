package io.keygear.tests.probe;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.MigrationModelEntity;

/** Makes a request fail at the very end, when everything in it has been done but nothing is committed. */
final class Rollback {

    private static final String HEADER = "X-Test-Rollback";
    private static final String DUPLICATE = "duplicate";

    private Rollback() {}

    /**
     * Does so if the request asks for it by its header: by a veto when the transaction prepares to commit, or, for
     * {@value #DUPLICATE}, by a row that the database refuses when all rows are written.
     */
    static void ifAsked(KeycloakSession session) {
        String how = asked(session);
        if (!how.isEmpty()) {
            session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    if (!how.equals(DUPLICATE)) {
                        throw new IllegalStateException("rolled back, as the test asked for");
                    }
                    addRowTwice(session);
                }

                @Override
                protected void rollbackImpl() {}
            });
        }
    }

    private static String asked(KeycloakSession session) {
        try {
            return Optional.ofNullable(session.getContext().getHttpRequest())
                    .map(HttpRequest::getHttpHeaders)
                    .map(headers -> headers.getHeaderString(HEADER))
                    .orElse("");
        } catch (ContextNotActiveException noRequest) {
            return "";
        }
    }

    private static void addRowTwice(KeycloakSession session) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        String taken = entities.createQuery("select m.id from MigrationModelEntity m", String.class)
                .setMaxResults(1)
                .getSingleResult();
        MigrationModelEntity row = new MigrationModelEntity();
        row.setId(taken);
        entities.persist(row);
    }
}
