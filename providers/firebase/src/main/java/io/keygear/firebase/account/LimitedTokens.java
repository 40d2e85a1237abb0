package io.keygear.firebase.account;

import io.keygear.kit.rest.Problem;
import io.keygear.kit.time.KeycloakClock;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AppAuthManager;

/** Makes limited tokens and takes them back. */
public final class LimitedTokens {

    /** How long one lives. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    private final KeycloakSession session;
    private final RealmModel realm;

    /** For the realm of this request. */
    public LimitedTokens(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Who holds a limited token.
     *
     * @param user whose account it is, enabled, and still of the status that the token is for
     * @param client the client it was made for
     */
    public record Holder(UserModel user, ClientModel client, LimitedToken token) {}

    /** A token for an account that is not active. */
    public String issue(UserModel user, ClientModel client, @Nullable String email) {
        AccountStatus status = AccountStatus.of(user);
        LimitedToken token = new LimitedToken(status, user.getId(), email);
        token.id(UUID.randomUUID().toString());
        token.type(LimitedToken.TYPE);
        token.issuer(issuer());
        token.subject(user.getId());
        token.audience(endpoint(status));
        token.issuedFor(client.getClientId());
        token.issuedNow();
        token.exp(KeycloakClock.INSTANCE.instant().plus(LIFE).getEpochSecond());
        return session.tokens().encode(token);
    }

    /**
     * The holder of the token in this request's {@code Authorization} header.
     *
     * @param wanted the status that the endpoint is for
     * @throws io.keygear.kit.rest.ProblemException 401 when there is no such token, or it is over; 409 when the account
     *     is of another status by now
     */
    public Holder require(AccountStatus wanted) {
        AppAuthManager.AuthHeader header = AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                session.getContext().getHttpRequest().getHttpHeaders());
        LimitedToken token = header == null ? null : read(header.getToken());
        if (token == null || !isFor(token, wanted)) {
            throw refused(wanted);
        }
        UserModel user = session.users().getUserById(realm, token.getSubject());
        ClientModel client = realm.getClientByClientId(token.getIssuedFor());
        boolean valid = user != null
                && user.isEnabled()
                && client != null
                && client.isEnabled()
                && token.getIat() >= realm.getNotBefore()
                && token.getIat() >= client.getNotBefore()
                && token.getIat() >= session.users().getNotBeforeOfUser(realm, user);
        if (!valid) {
            throw refused(wanted);
        }
        if (AccountStatus.of(user) != wanted) {
            throw Problem.of("status_changed", 409, "The account is not " + wanted.id() + " any more: exchange again.")
                    .exception();
        }
        return new Holder(user, client, token);
    }

    private @Nullable LimitedToken read(String text) {
        try {
            // The internal secret is the only key that may have made it, whatever the header says.
            String algorithm = new JWSInput(text).getHeader().getAlgorithm().name();
            return algorithm.equals(session.tokens().signatureAlgorithm(new LimitedToken().getCategory()))
                    ? session.tokens().decode(text, LimitedToken.class)
                    : null;
        } catch (JWSInputException | RuntimeException notOurs) {
            return null;
        }
    }

    private boolean isFor(LimitedToken token, AccountStatus wanted) {
        return LimitedToken.TYPE.equals(token.getType())
                && token.isActive()
                && issuer().equals(token.getIssuer())
                && String.valueOf(wanted.scope()).equals(token.scope())
                && token.hasAudience(endpoint(wanted))
                && token.getSubject() != null
                && token.getIat() != null
                && token.getIssuedFor() != null;
    }

    private static RuntimeException refused(AccountStatus wanted) {
        return Problem.of(
                        "invalid_token",
                        401,
                        "This takes a token with the scope " + wanted.scope() + ", not older than five minutes.")
                .exception();
    }

    /** The one address that takes tokens of this status. */
    private String endpoint(AccountStatus status) {
        return issuer() + (status == AccountStatus.UNREGISTERED ? "/firebase/onboard" : "/account-status/reactivate");
    }

    private String issuer() {
        URI base = session.getContext().getUri().getBaseUri();
        return Urls.realmIssuer(base, realm.getName());
    }
}
