package io.keygear.verification.rest;

import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.rest.RealmApi;
import io.keygear.verification.status.VerificationStatus;
import io.keygear.verification.status.VerifyKey;
import io.keygear.verification.status.VerifyKeys;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * Verification of e-mail addresses and phone numbers by one-time codes, below {@code /realms/{realm}/verification}. A
 * person acts for himself by his access token, a back end for anybody by its service account's, and everybody else for
 * the value that he names.
 */
@APIResponse(
        responseCode = "401",
        description = "The token or the client's credentials are not valid, or the realm serves nobody unknown",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "403",
        description =
                "The token is not for this user or this API, the origin is foreign, or the realm is disabled or wants TLS",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "Verification", description = "Proves by one-time codes that people hold their addresses and numbers")
public final class VerificationResource {

    private static final String[] METHODS = {"GET", "POST", "OPTIONS"};

    private final KeycloakSession session;

    VerificationResource(KeycloakSession session) {
        this.session = session;
    }

    /** Sends a code; 202 with a {@link SendAnswer}. */
    @POST
    @Path("send")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sends a code", operationId = "sendVerification")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = SendRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "The code is on its way; without authentication: if somebody has this value",
            content = @Content(schema = @Schema(implementation = SendAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "A member is missing or wrong",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The user is disabled",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too soon, or too many; see Retry-After. Never without authentication",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "No sender or mail server is set up, or too much waits to be sent; see Retry-After",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response send(
            @Parameter(
                            description =
                                    "Without authentication: the client that the request comes from; its web origins apply")
                    @QueryParam("client_id")
                    @Nullable
                    String clientId,
            @Parameter(hidden = true) InputStream body) {
        RealmApi api = RealmApi.open(session, METHODS);
        VerifyKeys keys = keys();
        Caller caller = Caller.of(api, session, keys.policy(), Optional.ofNullable(clientId));
        SendRequest request = JsonBody.read(body, SendRequest.class);
        Subject subject = new Subjects(session, keys).find(caller, request);
        return json(Response.Status.ACCEPTED, new Verification(session, keys.codes()).send(caller, subject));
    }

    /** Checks a code; 200 with a {@link CheckAnswer}. */
    @POST
    @Path("check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Checks a code",
            description = "Answers tokens besides when the caller authenticates as a client, as at the token endpoint,"
                    + " that has the attribute verification.tokens = true, and nothing else protects the account.",
            operationId = "checkVerification")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = CheckRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The code was right, the value is verified",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "The code was not taken: invalid, used, expired, too_many_attempts, value_changed; without authentication always invalid. Or a member is missing or wrong",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The value is verified for another user by now, or the user is disabled",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The service that keeps the code could not be asked",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response check(
            @Parameter(
                            description =
                                    "Without authentication: the client that the request comes from; its web origins apply")
                    @QueryParam("client_id")
                    @Nullable
                    String clientId,
            @Parameter(hidden = true) InputStream body) {
        RealmApi api = RealmApi.open(session, METHODS);
        VerifyKeys keys = keys();
        Caller caller = Caller.of(api, session, keys.policy(), Optional.ofNullable(clientId));
        CheckRequest request = JsonBody.read(body, CheckRequest.class);
        Subject subject = new Subjects(session, keys).find(caller, request.whom());
        if (request.code() == null || request.code().isBlank()) {
            throw Problem.field("code", "Missing: the code that was sent.").exception();
        }
        UserModel user = new Verification(session, keys.codes()).check(caller, subject, request.code());
        SignIn signIn = caller instanceof Caller.Anonymous anonymous
                ? new TokenIssuer(session, api)
                        .issue(anonymous.client(), user, subject.key().credentialType())
                : new SignIn.NotAsked();
        boolean stranger = caller instanceof Caller.Anonymous && !(signIn instanceof SignIn.Done);
        Map<String, String> profile = stranger ? Map.of(subject.key().id(), subject.value()) : profile(keys, user);
        return json(Response.Status.OK, answer(user, profile, keys.status(user), signIn));
    }

    /** How the caller's own values stand; 200 with a {@link CheckAnswer}. */
    @GET
    @Path("status")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tells a person how the own values stand", operationId = "verificationStatus")
    @APIResponse(
            responseCode = "200",
            description = "The state",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    public Response status() {
        RealmApi api = RealmApi.open(session, METHODS);
        VerifyKeys keys = keys();
        if (Caller.of(api, session, keys.policy(), Optional.empty()) instanceof Caller.Person person) {
            return json(
                    Response.Status.OK,
                    answer(
                            person.user(),
                            profile(keys, person.user()),
                            keys.status(person.user()),
                            new SignIn.NotAsked()));
        }
        throw Problem.of("invalid_token", 401, "This needs a person's access token.")
                .exception();
    }

    /** Answers a browser's preflight. */
    @OPTIONS
    @Path("{any:.*}")
    @Operation(hidden = true)
    public Response preflight() {
        return RealmApi.preflight(session, METHODS);
    }

    private VerifyKeys keys() {
        return VerifyKeys.of(session, session.getContext().getRealm());
    }

    private CheckAnswer answer(UserModel user, Map<String, String> profile, VerificationStatus status, SignIn signIn) {
        Instant login = session.sessions()
                .getUserSessionsStream(session.getContext().getRealm(), user)
                .max(Comparator.comparingInt(UserSessionModel::getStarted))
                .map(youngest -> Instant.ofEpochSecond(youngest.getStarted()))
                .orElse(null);
        return new CheckAnswer(
                user.getId(),
                profile,
                status.verified(),
                status.keys(),
                CheckAnswer.time(login),
                signIn.withheld().orElse(null),
                signIn.answered().orElse(null));
    }

    private static Map<String, String> profile(VerifyKeys keys, UserModel user) {
        Map<String, String> profile = new LinkedHashMap<>();
        profile.put("username", user.getUsername());
        for (VerifyKey key : keys.all()) {
            key.current(user).ifPresent(value -> profile.put(key.id(), value));
        }
        return profile;
    }

    private static Response json(Response.Status status, Object answer) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(MediaType.APPLICATION_JSON)
                .entity(answer)
                .build();
    }
}
