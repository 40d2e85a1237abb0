package io.keygear.verification.channel;

import io.keygear.verification.code.CodeChannel.Courier;
import io.keygear.verification.code.CodeChannel.Message;
import io.keygear.verification.code.CodeService;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The notice with this name; empty when there is none. */
    public static Optional<Notice> named(String id) {
        return Arrays.stream(values()).filter(notice -> notice.id.equals(id)).findFirst();
    }

    /** Makes ready to send it; empty without a mail server. */
    public Optional<Courier> courier(KeycloakSession session, RealmModel realm, UserModel user, String address) {
        if (!EmailAddress.canSend(realm)) {
            return Optional.empty();
        }
        DetachedMail mail = DetachedMail.of(session, realm, user, address);
        return Optional.of(message -> mail.send(
                "kgMailNoticeSubject." + id,
                List.of(mail.realmName()),
                "kg-notice.ftl",
                Map.of("kgNotice", id),
                message.deadline()));
    }

    /**
     * Sends it on a thread of its own when the request has committed; nothing is sent if it does not. Without a mail
     * server nothing happens.
     */
    public void send(KeycloakSession session, RealmModel realm, UserModel user, String address) {
        Optional<Courier> courier = courier(session, realm, user, address);
        if (courier.isEmpty()) {
            return;
        }
        CodeService codes = session.getProvider(CodeService.class);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                codes.later(() -> courier.get()
                        .carry(new Message("", "", PATIENCE, Instant.now().plus(PATIENCE))));
            }

            @Override
            protected void rollbackImpl() {}
        });
    }
}
