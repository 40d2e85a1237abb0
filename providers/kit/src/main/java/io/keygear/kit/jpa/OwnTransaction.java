package io.keygear.kit.jpa;

import jakarta.persistence.EntityManager;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A database transaction of its own, ended before {@link #call} returns: what it writes stays written when the
 * request around it rolls back. Attempts and consumed codes live by that.
 *
 * <p>It takes a second connection from Keycloak's pool while the request may hold one, so the pool must be larger
 * than the number of worker threads (as Keycloak's default is).
 */
public final class OwnTransaction {

    private final KeycloakSessionFactory factory;

    public OwnTransaction(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** What the work of one transaction may use. */
    public static final class Scope {
        private final KeycloakSession session;
        private @Nullable Statements statements;

        private Scope(KeycloakSession session) {
            this.session = session;
        }

        /** The session of this transaction; it ends with it. */
        public KeycloakSession session() {
            return session;
        }

        /** The entity manager of this transaction. */
        public EntityManager entities() {
            return session.getProvider(JpaConnectionProvider.class).getEntityManager();
        }

        /**
         * Plain SQL in this transaction; what waits in the end runs before the transaction is committed, and before
         * Hibernate writes what entities have become.
         */
        public Statements statements() {
            if (statements == null) {
                statements = new Statements(entities());
            }
            return statements;
        }

        private void flush() {
            if (statements != null && !session.getTransactionManager().getRollbackOnly()) {
                statements.flush();
            }
        }

        /** Makes the transaction end without a trace; the value of the work is still returned. */
        public <T> T undo(T value) {
            session.getTransactionManager().setRollbackOnly();
            return value;
        }
    }

    /** Runs {@code work} and commits; rolls back and rethrows when it throws. */
    public <T> T call(Function<Scope, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            Scope scope = new Scope(session);
            T result = work.apply(scope);
            scope.flush();
            return result;
        });
    }

    /**
     * Inserts a row that another thread or node may insert at the same moment.
     *
     * @return whether this call inserted it; {@code false} when the row stands already
     */
    public boolean insertIfAbsent(Object row) {
        try {
            return call(scope -> {
                scope.entities().persist(row);
                scope.entities().flush();
                return true;
            });
        } catch (ModelDuplicateException raced) {
            return false;
        }
    }
}
