package io.keygear.firebase.rest;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.account.Accounts;
import io.keygear.firebase.account.LimitedTokens;
import io.keygear.kit.rest.Bearer;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.rest.RealmApi;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;

/** {@code /realms/{realm}/account-status}: leaving, and coming back. */
@Tag(name = "Account status")
public final class AccountStatusResource {

    private static final String POST_ONLY = "POST";

    private final KeycloakSession session;

    AccountStatusResource(KeycloakSession session) {
        this.session = session;
    }

    /** The person leaves. */
    @POST
    @Path("deactivate")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Deactivate one's own account",
            description = "Takes an access token of the person. Every session and token of the account ends.")
    @APIResponse(
            responseCode = "200",
            description = "The account is inactivated",
            content = @Content(schema = @Schema(implementation = AccountAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "No valid access token",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AccountAnswer deactivate() {
        RealmApi api = RealmApi.open(session, POST_ONLY);
        Bearer bearer = api.bearer()
                .orElseThrow(() -> Problem.of("invalid_token", 401, "Send an access token of the person as bearer.")
                        .exception());
        if (bearer.isServiceAccount()) {
            throw Problem.of("forbidden", 403, "A service account has no status.")
                    .exception();
        }
        new Accounts(session)
                .deactivate(bearer.user(), api.event(EventType.UPDATE_PROFILE).client(bearer.client()));
        return new AccountAnswer(bearer.user().getId(), AccountStatus.INACTIVATED.id());
    }

    /** The person comes back. */
    @POST
    @Path("reactivate")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Reactivate one's own account",
            description = "Takes a token with the scope `reactivate`. The account is active again: exchange again.")
    @APIResponse(
            responseCode = "200",
            description = "The account is active",
            content = @Content(schema = @Schema(implementation = AccountAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "No token with the scope `reactivate`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AccountAnswer reactivate() {
        RealmApi api = RealmApi.open(session, POST_ONLY);
        LimitedTokens.Holder holder = new LimitedTokens(session).require(AccountStatus.INACTIVATED);
        new Accounts(session)
                .reactivate(holder.user(), api.event(EventType.UPDATE_PROFILE).client(holder.client()));
        return AccountAnswer.of(holder.user());
    }

    /** Lets browsers ask. */
    @OPTIONS
    @Path("{any:deactivate|reactivate}")
    @Operation(hidden = true)
    public Response preflight() {
        return RealmApi.preflight(session, POST_ONLY);
    }
}
