package io.keygear.verification.channel;

import io.keygear.verification.code.CodeChannel.Outcome;
import io.keygear.verification.code.Delivery;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.RealmModelDelegate;

/**
 * A mail that is written and sent when the request that wanted it may be over: it takes along what Keycloak's
 * {@link EmailTemplateProvider} would look for in a request. It goes through whatever e-mail theme, template provider
 * and sender the realm has.
 */
public final class DetachedMail {

    private static final Logger LOG = Logger.getLogger(DetachedMail.class);
    private static final List<String> TIMEOUTS = List.of("timeout", "connectionTimeout", "writeTimeout");

    private final KeycloakSessionFactory factory;
    private final MailTalks talks;
    private final String realmId;
    private final String realmName;
    private final Optional<String> clientId;
    private final URI baseUri;
    private final Locale locale;
    private final Recipient recipient;

    private DetachedMail(KeycloakSession session, RealmModel realm, @Nullable UserModel user, Recipient recipient) {
        this.factory = session.getKeycloakSessionFactory();
        this.talks = session.getProvider(MailTalks.class);
        this.realmId = realm.getId();
        this.realmName = Optional.ofNullable(realm.getDisplayName())
                .filter(name -> !name.isBlank())
                .orElse(realm.getName());
        this.clientId = Optional.ofNullable(session.getContext().getClient()).map(ClientModel::getId);
        this.baseUri = session.getContext().getUri().getBaseUri();
        this.locale = session.getContext().resolveLocale(user);
        this.recipient = recipient;
    }

    /**
     * A mail from within a request.
     *
     * @param user whose language it is in; {@code null} for the language of the request
     * @param address where it goes
     */
    public static DetachedMail of(KeycloakSession session, RealmModel realm, @Nullable UserModel user, String address) {
        return new DetachedMail(session, realm, user, Recipient.of(user, address));
    }

    /** What people know the realm as. */
    public String realmName() {
        return realmName;
    }

    /** Writes and sends it, blocking until it is accepted, refused, or the deadline is over. */
    public Outcome send(
            String subject, List<Object> subjectParts, String template, Map<String, Object> values, Instant deadline) {
        return talks.hold(realmId, deadline, () -> talk(subject, subjectParts, template, values, deadline));
    }

    private Outcome talk(
            String subject, List<Object> subjectParts, String template, Map<String, Object> values, Instant deadline) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return new Outcome(Delivery.FAILED, null, "CONFIG");
            }
            enter(session, realm);
            try {
                session.getProvider(EmailTemplateProvider.class)
                        .setRealm(new Hurried(session, realm, deadline))
                        .setUser(recipient.in(session, realm))
                        .send(subject, subjectParts, template, new HashMap<>(values), recipient.address());
                return new Outcome(Delivery.ACCEPTED, null, null);
            } catch (EmailException failed) {
                // Not the exceptions' messages: they may repeat the address.
                LOG.warnf(
                        "mail not accepted realm=%s template=%s because of %s",
                        realm.getName(), template, kinds(failed));
                return new Outcome(Delivery.FAILED, null, "PROVIDER_DOWN");
            }
        });
    }

    private static String kinds(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause.getClass().getSimpleName())
                .collect(Collectors.joining(" < "));
    }

    private void enter(KeycloakSession session, RealmModel realm) {
        session.getContext().setHttpRequest(new PastRequest(baseUri));
        session.getContext().setRealm(realm);
        clientId.map(realm::getClientById)
                .ifPresent(client -> session.getContext().setClient(client));
        session.setAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, locale.toLanguageTag());
    }

    /**
     * A realm whose mail server gets no more time than is left. It is asked for the server when the mail is written; the
     * transaction ends then: talking to the server, however long, holds nothing of the database.
     */
    private static final class Hurried extends RealmModelDelegate {

        private final KeycloakSession session;
        private final RealmModel realm;
        private final Instant deadline;

        Hurried(KeycloakSession session, RealmModel realm, Instant deadline) {
            super(realm);
            this.session = session;
            this.realm = realm;
            this.deadline = deadline;
        }

        @Override
        public Map<String, String> getSmtpConfig() {
            Map<String, String> config = new HashMap<>(realm.getSmtpConfig());
            if (session.getTransactionManager().isActive()) {
                session.getTransactionManager().commit();
            }
            long left = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
            TIMEOUTS.forEach(timeout -> config.merge(
                    timeout,
                    String.valueOf(left),
                    (set, cap) -> set.matches("[0-9]{1,9}") && Long.parseLong(set) < left ? set : cap));
            return config;
        }
    }
}
