package io.keygear.firebase.rest;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.account.Accounts;
import io.keygear.firebase.account.LimitedTokens;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.rest.RealmApi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;

/** {@code /realms/{realm}/firebase}: exchange for back ends, and the completion of a registration. */
@Tag(name = "Firebase")
public final class FirebaseResource {

    private static final String POST_ONLY = "POST";

    private final KeycloakSession session;

    FirebaseResource(KeycloakSession session) {
        this.session = session;
    }

    /** Exchanges a token given as a form. */
    @POST
    @Path("token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Exchange a Firebase ID token",
            description = "Client authentication as at the token endpoint. Answers the members of RFC 8693 and"
                    + " `status`: `active` with a refresh token; `unregistered` or `inactivated` with a token that"
                    + " has the scope `onboard` or `reactivate` alone.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = TokenBody.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TokenBody.class))
            })
    @APIResponse(responseCode = "200", description = "Tokens", content = @Content(mediaType = "application/json"))
    @APIResponse(
            responseCode = "400",
            description = "`error`, `error_description` and a stable `reason`",
            content = @Content(mediaType = "application/json"))
    @APIResponse(responseCode = "401", description = "The client is not authenticated")
    @APIResponse(responseCode = "429", description = "Too many invalid tokens from this address")
    @APIResponse(responseCode = "503", description = "The keys of Firebase cannot be had")
    public Response tokenByForm() {
        return new TokenRequest(session).answer(null);
    }

    /** Exchanges a token given as JSON. */
    @POST
    @Path("token")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response tokenByJson(InputStream body) {
        return new TokenRequest(session).answer(body);
    }

    /** Lets browsers ask. */
    @OPTIONS
    @Path("token")
    @Operation(hidden = true)
    public Response tokenPreflight() {
        return RealmApi.preflight(session, POST_ONLY);
    }

    /** Completes a registration. */
    @POST
    @Path("onboard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Complete a registration",
            description = "Takes a token with the scope `onboard` and attributes of the realm's user profile, each a"
                    + " text or an array of texts. The account becomes active and has the role `USER`.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ProfileSchema.class)))
    @APIResponse(
            responseCode = "200",
            description = "The account is active: exchange again",
            content = @Content(schema = @Schema(implementation = AccountAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "The profile does not take this",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "401",
            description = "No token with the scope `onboard`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AccountAnswer onboard(InputStream body) {
        RealmApi api = RealmApi.open(session, POST_ONLY);
        LimitedTokens.Holder holder = new LimitedTokens(session).require(AccountStatus.UNREGISTERED);
        new Onboarding(session).complete(holder, body);
        new Accounts(session)
                .register(holder.user(), api.event(EventType.UPDATE_PROFILE).client(holder.client()));
        return AccountAnswer.of(holder.user());
    }

    /** Lets browsers ask. */
    @OPTIONS
    @Path("onboard")
    @Operation(hidden = true)
    public Response onboardPreflight() {
        return RealmApi.preflight(session, POST_ONLY);
    }
}
