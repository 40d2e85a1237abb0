package io.keygear.tests.probe;

import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Makes a request fail at the very end, when everything in it has been done but nothing is committed. */
final class Rollback {

    private static final String HEADER = "X-Test-Rollback";

    private Rollback() {}

    /** Does so if the request asks for it by its header. */
    static void ifAsked(KeycloakSession session) {
        if (isAsked(session)) {
            session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    throw new IllegalStateException("rolled back, as the test asked for");
                }

                @Override
                protected void rollbackImpl() {}
            });
        }
    }

    private static boolean isAsked(KeycloakSession session) {
        try {
            return Optional.ofNullable(session.getContext().getHttpRequest())
                    .map(HttpRequest::getHttpHeaders)
                    .map(headers -> headers.getHeaderString(HEADER))
                    .isPresent();
        } catch (ContextNotActiveException noRequest) {
            return false;
        }
    }
}
