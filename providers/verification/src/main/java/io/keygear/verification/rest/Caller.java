package io.keygear.verification.rest;

import io.keygear.kit.rest.Bearer;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.rest.RealmApi;
import io.keygear.verification.policy.VerificationPolicy;
import io.keygear.verification.policy.VerificationScope;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Who asks for a code or hands one in, and so for whom. */
sealed interface Caller {

    /** The realm role by which a service account may act for any user. */
    String ROLE = VerificationScope.ROLE;

    /** A person with an access token, for himself only. */
    record Person(UserModel user) implements Caller {}

    /** A back end with the role {@link #ROLE}, for anybody. */
    record Service() implements Caller {}

    /**
     * Somebody whom nobody knows.
     *
     * @param client the client that authenticated; empty when none did
     */
    record Anonymous(Optional<ClientModel> client) implements Caller {}

    /**
     * Finds out who calls.
     *
     * @param policy whether somebody may be nobody
     * @param clientId the client that an anonymous caller says he comes from
     */
    static Caller of(RealmApi api, KeycloakSession session, VerificationPolicy policy, Optional<String> clientId) {
        Optional<Bearer> bearer = api.bearer();
        if (bearer.isPresent()) {
            return of(bearer.get(), session);
        }
        Optional<ClientModel> client = api.client();
        if (client.isEmpty()) {
            api.anonymous(clientId);
            if (!policy.anonymously()) {
                throw Problem.of(
                                "authentication_required",
                                401,
                                "This realm takes an access token or a client's credentials only.")
                        .exception();
            }
        }
        return new Anonymous(client);
    }

    private static Caller of(Bearer bearer, KeycloakSession session) {
        if (bearer.isServiceAccount()) {
            boolean meant = bearer.carriesRealmRole(ROLE) || bearer.isMeantFor("verification");
            Problem.require(meant && bearer.hasRealmRole(session, ROLE), ROLE);
            return new Service();
        }
        if (!bearer.isMeantFor("account", "verification")) {
            throw Problem.of(
                            "invalid_token",
                            401,
                            "The access token is for somebody else: its aud has to name account or verification.")
                    .exception();
        }
        return new Person(bearer.user());
    }
}
