package io.keygear.firebase.link;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.provider.FirebaseSettings;
import io.keygear.firebase.provider.Linking;
import io.keygear.firebase.token.FirebaseIdentity;
import io.keygear.kit.crypto.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Finds the user of an identity, by its link and never by its e-mail address; links or makes one where the settings
 * and the proofs allow it.
 *
 * <p>An address that the token does not prove is not looked up at all: what is answered, and what is stored, is the
 * same whether the realm knows it or not.
 */
public final class UserLinker {

    private static final int TRIES = 5;

    /** Enough that no two identities of a realm share a name. */
    private static final int NAME_DIGITS = 32;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final IdentityProviderModel provider;
    private final FirebaseSettings settings;

    /** For one provider of the realm of this request. */
    public UserLinker(KeycloakSession session, IdentityProviderModel provider, FirebaseSettings settings) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.provider = provider;
        this.settings = settings;
    }

    /**
     * Who an identity is. What has to be written is committed on its own, so that of many first exchanges at once one
     * writes and the others find it.
     *
     * @param event the event of this request, which new users and links are reported beside
     */
    public Resolution resolve(FirebaseIdentity identity, EventBuilder event) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            UserModel linked = linked(session, identity);
            if (linked != null) {
                new IdentityMappers(session, provider).updated(linked, identity);
                return new Resolution.Known(linked);
            }
            Optional<Resolution> resolution = first(identity, event);
            if (resolution.isPresent()) {
                return resolution.get();
            }
        }
        return new Resolution.Unknown();
    }

    /** Empty when somebody else was faster and everything is to be looked at again. */
    private Optional<Resolution> first(FirebaseIdentity identity, EventBuilder event) {
        FirebaseIdentity.Email email = identity.email();
        List<UserModel> namesakes = email != null && email.verified() ? withEmail(email.address()) : List.of();
        if (namesakes.isEmpty()) {
            return settings.people().provisioning()
                    ? provision(identity, event).map(Resolution.Known::new)
                    : Optional.of(new Resolution.Unknown());
        }
        UserModel namesake = namesakes.get(0);
        if (namesakes.size() > 1 || email == null || !mayLink(identity, namesake)) {
            return linked(session, identity) == null ? Optional.of(linkRequired(identity, email)) : Optional.empty();
        }
        return link(identity, namesake, event).map(Resolution.Known::new);
    }

    private Resolution linkRequired(FirebaseIdentity identity, FirebaseIdentity.@Nullable Email email) {
        String address = email == null ? "" : email.address();
        return new Resolution.LinkRequired(LinkTicket.issue(session, provider.getAlias(), identity, address));
    }

    private boolean mayLink(FirebaseIdentity identity, UserModel namesake) {
        return settings.people().linking() == Linking.VERIFIED_EMAIL
                && settings.people().authoritative().contains(identity.signIn().provider())
                && namesake.isEmailVerified()
                && namesake.isEnabled()
                && namesake.getServiceAccountClientLink() == null
                && session.users().getFederatedIdentity(realm, namesake, provider.getAlias()) == null;
    }

    private Optional<UserModel> link(FirebaseIdentity identity, UserModel namesake, EventBuilder event) {
        boolean done = apart(own -> {
            UserModel user = own.users().getUserById(realm(own), namesake.getId());
            if (user == null || linked(own, identity) != null) {
                return false;
            }
            own.users().addFederatedIdentity(realm(own), user, link(identity));
            return true;
        });
        return done
                ? reported(linked(session, identity), identity, EventType.FEDERATED_IDENTITY_LINK, event)
                : Optional.empty();
    }

    private Optional<UserModel> provision(FirebaseIdentity identity, EventBuilder event) {
        boolean done = apart(own -> {
            UserModel user = own.users().addUser(realm(own), username(identity));
            // From here on nobody else can make a user of this name; whoever did so before has committed a link.
            own.getProvider(JpaConnectionProvider.class).getEntityManager().flush();
            if (linked(own, identity) != null) {
                own.getTransactionManager().setRollbackOnly();
                return false;
            }
            own.users().addFederatedIdentity(realm(own), user, link(identity));
            user.setEnabled(true);
            fill(user, identity);
            new IdentityMappers(own, provider).imported(user, identity);
            return true;
        });
        return done ? reported(linked(session, identity), identity, EventType.REGISTER, event) : Optional.empty();
    }

    private void fill(UserModel user, FirebaseIdentity identity) {
        AccountStatus.UNREGISTERED.set(user);
        FirebaseIdentity.Email email = identity.email();
        if (email != null && email.verified()) {
            user.setEmail(email.address());
            user.setEmailVerified(
                    settings.people().authoritative().contains(identity.signIn().provider()));
        }
    }

    /** In a transaction of its own; {@code false} also when a unique key was taken by somebody faster. */
    private boolean apart(Function<KeycloakSession, Boolean> work) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(), session.getContext(), work::apply, "firebase-identity");
        } catch (ModelException raced) {
            return false;
        }
    }

    private Optional<UserModel> reported(
            @Nullable UserModel user, FirebaseIdentity identity, EventType type, EventBuilder event) {
        if (user != null) {
            event.clone()
                    .event(type)
                    .user(user)
                    .detail(Details.REGISTER_METHOD, "firebase")
                    .detail(Details.IDENTITY_PROVIDER, provider.getAlias())
                    .detail(Details.IDENTITY_PROVIDER_USERNAME, identity.subject())
                    .success();
        }
        return Optional.ofNullable(user);
    }

    private @Nullable UserModel linked(KeycloakSession reader, FirebaseIdentity identity) {
        return reader.users().getUserByFederatedIdentity(realm(reader), link(identity));
    }

    private FederatedIdentityModel link(FirebaseIdentity identity) {
        return new FederatedIdentityModel(provider.getAlias(), identity.linkKey(), identity.subject());
    }

    private List<UserModel> withEmail(String address) {
        if (realm.isDuplicateEmailsAllowed()) {
            return session.users()
                    .searchForUserStream(realm, Map.of(UserModel.EMAIL, address, UserModel.EXACT, "true"))
                    .limit(2)
                    .toList();
        }
        return Optional.ofNullable(session.users().getUserByEmail(realm, address)).stream()
                .toList();
    }

    private static RealmModel realm(KeycloakSession reader) {
        return reader.getContext().getRealm();
    }

    /**
     * The name of a user who has not chosen one: always the same for one identity, so that the database itself keeps
     * two from being made, and a hash, since user names ignore case and Firebase's ids do not.
     */
    private String username(FirebaseIdentity identity) {
        String key = realm.getId() + "\n" + provider.getInternalId() + "\n" + identity.linkKey();
        return "firebase-" + Fingerprint.sha256(key).substring(0, NAME_DIGITS);
    }
}
