package io.keygear.verification.channel;

import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Codes by e-mail, in the realm's e-mail theme and through the realm's mail server. */
public final class EmailChannel implements CodeChannel {

    /** The channel's name. */
    public static final String ID = "email";

    private static final String TEMPLATE = "kg-code.ftl";
    private static final String SUBJECT = "kgMailCodeSubject";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final @Nullable UserModel user;
    private final Purpose purpose;

    /**
     * For messages to {@code user}, in the user's language.
     *
     * @param user {@code null} for somebody who has no account yet
     * @param purpose what the mail says the code is for
     */
    public EmailChannel(KeycloakSession session, RealmModel realm, @Nullable UserModel user, Purpose purpose) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.purpose = purpose;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<Courier> courier(String address) {
        if (!EmailAddress.canSend(realm)) {
            return Optional.empty();
        }
        DetachedMail mail = DetachedMail.of(session, realm, user, address);
        return Optional.of(message -> mail.send(
                SUBJECT,
                List.of(mail.realmName()),
                TEMPLATE,
                Map.of(
                        "kgCode", message.code(),
                        "kgPurpose", told().id(),
                        "kgMinutes", minutes(message.lifespan())),
                message.deadline()));
    }

    /** What a person does with the code is the same on a page and through the verification API. */
    private Purpose told() {
        return purpose == Purpose.PROVE_EMAIL ? Purpose.VERIFY_EMAIL : purpose;
    }

    private static long minutes(Duration lifespan) {
        return Math.max(1, lifespan.toMinutes());
    }
}
