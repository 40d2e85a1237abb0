package io.keygear.verification.channel;

import io.keygear.verification.code.CodeService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A mail that tells somebody what became of their account. It asks for nothing and holds no link. */
public enum Notice {
    PASSWORD_RESET("password-reset"),
    EMAIL_CHANGED("email-changed"),
    PHONE_CHANGED("phone-changed");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String id;

    Notice(String id) {
        this.id = id;
    }

    /**
     * Sends it on a thread of its own when the request has committed; nothing is sent if it does not. Without a mail
     * server nothing happens.
     */
    public void send(KeycloakSession session, RealmModel realm, UserModel user, String address) {
        if (!EmailAddress.canSend(realm)) {
            return;
        }
        DetachedMail mail = DetachedMail.of(session, realm, user, address);
        CodeService codes = session.getProvider(CodeService.class);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                codes.later(() -> mail.send(
                        "kgMailNoticeSubject." + id,
                        List.of(mail.realmName()),
                        "kg-notice.ftl",
                        Map.of("kgNotice", id),
                        Instant.now().plus(PATIENCE)));
            }

            @Override
            protected void rollbackImpl() {}
        });
    }
}
