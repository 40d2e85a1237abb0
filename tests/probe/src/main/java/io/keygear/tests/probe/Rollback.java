package io.keygear.tests.probe;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.persistence.EntityManager;
import jakarta.transaction.SystemException;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.Event;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.MigrationModelEntity;
import org.keycloak.transaction.JtaTransactionManagerLookup;

/** Makes a request fail at the very end, when everything in it has been done but nothing is committed. */
final class Rollback {

    private static final String HEADER = "X-Test-Rollback";
    private static final String DUPLICATE = "duplicate";
    private static final String LATER = "later";
    private static final String UNTELLABLE = "untellable";

    private Rollback() {}

    /**
     * Does so if the request asks for it by its header: by a veto when the transaction prepares to commit; for
     * {@value #DUPLICATE}, by a row that the database refuses when all rows are written; for {@value #LATER}, by the
     * commit of the database's transaction itself, when all have agreed to it.
     */
    static void ifAsked(KeycloakSession session) {
        String how = asked(session);
        if (!how.isEmpty()) {
            veto(session, how);
        }
    }

    private static void veto(KeycloakSession session, String how) {
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                fail(session, how);
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    /** What becomes of messages to somebody whose name begins with {@value #UNTELLABLE} is not told: a veto again. */
    static void ifUntellable(KeycloakSession session, Event event) {
        boolean aboutMessage = event.getDetails() != null && event.getDetails().containsKey("code_tries");
        if (aboutMessage && event.getUserId() != null && isUntellable(session, event.getUserId())) {
            veto(session, "");
        }
    }

    private static boolean isUntellable(KeycloakSession session, String userId) {
        UserModel user = session.users().getUserById(session.getContext().getRealm(), userId);
        return user != null && user.getUsername().startsWith(UNTELLABLE);
    }

    private static void fail(KeycloakSession session, String how) {
        switch (how) {
            case DUPLICATE -> addRowTwice(session);
            case LATER -> refuseCommit(session);
            default -> throw new IllegalStateException("rolled back, as the test asked for");
        }
    }

    private static void refuseCommit(KeycloakSession session) {
        try {
            session.getProvider(JtaTransactionManagerLookup.class)
                    .getTransactionManager()
                    .setRollbackOnly();
        } catch (SystemException impossible) {
            throw new IllegalStateException(impossible);
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
