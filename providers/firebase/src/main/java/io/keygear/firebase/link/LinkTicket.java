package io.keygear.firebase.link;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygear.firebase.token.FirebaseIdentity;
import io.keygear.kit.time.KeycloakClock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.TokenCategory;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.JsonWebToken;

/**
 * Says that whoever holds it signed in to Firebase as one person, with an e-mail address that Firebase verified. A
 * user of the same address can link the two with it, logged in, for ten minutes. It opens nothing by itself, and is
 * of no use to a user of another address, so nobody can talk somebody else into linking a stranger.
 */
public final class LinkTicket extends JsonWebToken {

    private static final String TYPE = "FirebaseLink";
    private static final Duration LIFE = Duration.ofMinutes(10);

    @JsonProperty("alias")
    private @Nullable String alias;

    @JsonProperty("key")
    private @Nullable String key;

    @JsonProperty("email")
    private @Nullable String email;

    /** An empty one, for Jackson. */
    public LinkTicket() {}

    /** A ticket as text. */
    static String issue(KeycloakSession session, String alias, FirebaseIdentity identity, String email) {
        LinkTicket ticket = new LinkTicket();
        ticket.alias = alias;
        ticket.key = identity.linkKey();
        ticket.email = email.toLowerCase(Locale.ROOT);
        ticket.id(UUID.randomUUID().toString());
        ticket.type(TYPE);
        ticket.issuer(session.getContext().getRealm().getId());
        ticket.subject(identity.subject());
        ticket.issuedNow();
        ticket.exp(KeycloakClock.INSTANCE.instant().plus(LIFE).getEpochSecond());
        return session.tokens().encode(ticket);
    }

    /** Reads a ticket of this realm; empty when it is none, or too old. */
    public static Optional<LinkTicket> read(KeycloakSession session, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            String algorithm = new JWSInput(text).getHeader().getAlgorithm().name();
            if (!algorithm.equals(session.tokens().signatureAlgorithm(TokenCategory.INTERNAL))) {
                return Optional.empty();
            }
        } catch (JWSInputException | RuntimeException notOurs) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.tokens().decode(text, LinkTicket.class))
                .filter(ticket -> TYPE.equals(ticket.getType())
                        && ticket.isActive()
                        && session.getContext().getRealm().getId().equals(ticket.getIssuer())
                        && ticket.alias != null
                        && ticket.key != null
                        && ticket.email != null);
    }

    /** Whether this user may use it. */
    public boolean isFor(UserModel user) {
        return user.getEmail() != null
                && user.getEmail().toLowerCase(Locale.ROOT).equals(email);
    }

    /** The provider's alias. */
    public String alias() {
        return String.valueOf(alias);
    }

    /** The link as Keycloak keeps it. */
    public FederatedIdentityModel link() {
        return new FederatedIdentityModel(alias(), String.valueOf(key), getSubject());
    }

    @Override
    public TokenCategory getCategory() {
        return TokenCategory.INTERNAL;
    }
}
