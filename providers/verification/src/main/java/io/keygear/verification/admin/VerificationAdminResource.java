package io.keygear.verification.admin;

import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.verification.code.CodeChannel.Outcome;
import io.keygear.verification.code.CodeRecords;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.Delivery;
import io.keygear.verification.identify.Names;
import io.keygear.verification.status.VerificationStatus;
import io.keygear.verification.status.VerifyKey;
import io.keygear.verification.status.VerifyKeys;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Verification for administrators, below {@code /admin/realms/{realm}/verification}. Reading needs view-users, the rest
 * manage-users, or the same for the one user by fine-grained permissions; every change is an admin event.
 */
@Tag(name = "Verification administration")
@Produces(MediaType.APPLICATION_JSON)
public final class VerificationAdminResource {

    private static final String VIEW = "view-users";
    private static final String MANAGE = "manage-users";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder event;

    VerificationAdminResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions, AdminEventBuilder event) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.event = event;
    }

    /** How a user stands. */
    @GET
    @Path("users/{user-id}")
    @Operation(summary = "How a user stands", operationId = "userVerification")
    @APIResponse(responseCode = "200", description = "Values, flags, failures of codes")
    public UserVerification user(@PathParam("user-id") String userId) {
        return describe(viewable(userId));
    }

    /** Sets a value, or whether it counts as verified. */
    @PUT
    @Path("users/{user-id}/keys/{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sets a value, or whether it counts as verified",
            description = "A new value is not verified unless the request says so. 409 when it is another user's.",
            operationId = "changeVerifiedValue")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ValueChange.class)))
    @APIResponse(responseCode = "200", description = "How the user stands now")
    public UserVerification change(
            @PathParam("user-id") String userId,
            @PathParam("key") String key,
            @Parameter(hidden = true) InputStream body) {
        UserModel user = manageable(userId);
        VerifyKey kind = key(key, "key");
        ValueChange change = JsonBody.read(body, ValueChange.class);
        apply(kind, user, change);
        event.operation(OperationType.UPDATE)
                .resource(ResourceType.USER)
                .resourcePath("users", user.getId(), "verification", kind.id())
                .representation(Map.of("verified", kind.isVerified(user)))
                .success();
        return describe(user);
    }

    /** The codes made for a user lately, under whatever name they were asked for. */
    @GET
    @Path("users/{user-id}/challenges")
    @Operation(summary = "The codes made for a user lately, without the codes", operationId = "userChallenges")
    @APIResponse(responseCode = "200", description = "The newest first, a hundred at most")
    public List<MadeCode> challenges(@PathParam("user-id") String userId) {
        UserModel user = viewable(userId);
        return new CodeRecords(session, realm)
                .made(new Names(session, realm, user).subjects()).stream()
                        .map(MadeCode::of)
                        .toList();
    }

    /** Forgets failures, pauses, closed codes and counted messages of a user, under whatever name they were asked for. */
    @POST
    @Path("users/{user-id}/unlock")
    @Operation(
            summary = "Forgets failures, pauses, closed codes and counted messages of a user, under all names",
            operationId = "unlockUser")
    @APIResponse(responseCode = "200", description = "How the user stands now")
    public UserVerification unlock(@PathParam("user-id") String userId) {
        UserModel user = manageable(userId);
        Names names = new Names(session, realm, user);
        session.getProvider(CodeService.class).unlock(names.subjects(), names.values());
        event.operation(OperationType.ACTION)
                .resource(ResourceType.USER)
                .resourcePath("users", user.getId(), "verification", "unlock")
                .success();
        return describe(user);
    }

    /** Sends a message with a sample code, and waits for what becomes of it. */
    @POST
    @Path("test-send")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sends a message with a sample code, and waits for what becomes of it",
            operationId = "testSend")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TestMessage.class)))
    @APIResponse(responseCode = "200", description = "What became of it")
    public TestMessage.Result testSend(@Parameter(hidden = true) InputStream body) {
        Problem.require(permissions.users().canManage(), MANAGE);
        TestMessage message = JsonBody.read(body, TestMessage.class);
        VerifyKey kind = key(message.key(), "verify_key");
        Outcome outcome = new TestSend(session, realm, permissions.adminAuth().getUser()).send(kind, message);
        event.operation(OperationType.ACTION)
                .resource(ResourceType.REALM)
                .resourcePath("verification", "test-send")
                .success();
        return new TestMessage.Result(outcome.delivery() != Delivery.FAILED, outcome.deliveryId(), outcome.failure());
    }

    /** What will not work in this realm, or not as one would expect. */
    @GET
    @Path("doctor")
    @Operation(summary = "What will not work in this realm, or not as one would expect", operationId = "doctor")
    @APIResponse(responseCode = "200", description = "Empty when all is well")
    public List<Finding> doctor() {
        Problem.require(permissions.realm().canViewRealm(), "view-realm");
        return new Doctor(session, realm).examine();
    }

    private static void apply(VerifyKey kind, UserModel user, ValueChange change) {
        if (change.value() == null && change.verified() == null) {
            throw Problem.field("verified", "Missing: give value, verified, or both.")
                    .exception();
        }
        if (change.value() != null) {
            String value = kind.read(change.value())
                    .orElseThrow(() -> Problem.field("value", "Is no " + kind.id() + " that a code could be sent to.")
                            .exception());
            refuseTaken(kind.current(user).filter(value::equals).isPresent() || kind.replace(user, value));
        }
        if (Boolean.TRUE.equals(change.verified())) {
            String current = kind.current(user)
                    .orElseThrow(() -> Problem.field("value", "Missing: the user has no " + kind.id() + " yet.")
                            .exception());
            refuseTaken(kind.verify(user, current));
        } else if (Boolean.FALSE.equals(change.verified())) {
            kind.unverify(user);
        }
    }

    private static void refuseTaken(boolean free) {
        if (!free) {
            throw new Problem("value_taken", 409, "This value is another user's.", "value", null).exception();
        }
    }

    private UserVerification describe(UserModel user) {
        VerifyKeys keys = keys();
        VerificationStatus status = keys.status(user);
        Map<String, UserVerification.Value> values = new LinkedHashMap<>();
        for (VerifyKey key : keys.all()) {
            values.put(
                    key.id(),
                    new UserVerification.Value(
                            key.current(user).orElse(null),
                            status.has(key),
                            key.verifiedAt(user).map(Instant::toString).orElse(null)));
        }
        List<UserVerification.Standing> codes = new CodeRecords(session, realm)
                .standings(new Names(session, realm, user).subjects(), KeycloakClock.INSTANCE.instant()).stream()
                        .map(standing -> new UserVerification.Standing(
                                standing.purpose(),
                                standing.failures(),
                                standing.lockedUntil().map(Instant::toString).orElse(null),
                                standing.closed()))
                        .toList();
        return new UserVerification(user.getId(), status.verified(), status.keys(), values, codes);
    }

    private VerifyKeys keys() {
        return VerifyKeys.of(session, realm);
    }

    private VerifyKey key(@Nullable String id, String field) {
        VerifyKeys keys = keys();
        return keys.find(id == null ? "" : id)
                .orElseThrow(() -> Problem.field(
                                field,
                                "In this realm it has to be "
                                        + String.join(" or ", keys.policy().keys()) + ".")
                        .exception());
    }

    private UserModel viewable(String userId) {
        UserModel user = session.users().getUserById(realm, userId);
        Problem.require(
                user == null
                        ? permissions.users().canView()
                        : permissions.users().canView(user),
                VIEW);
        return existing(user);
    }

    private UserModel manageable(String userId) {
        UserModel user = session.users().getUserById(realm, userId);
        Problem.require(
                user == null
                        ? permissions.users().canManage()
                        : permissions.users().canManage(user),
                MANAGE);
        return existing(user);
    }

    /** The account of a client is nobody whom a code could reach. */
    private static UserModel existing(@Nullable UserModel user) {
        if (user == null || user.getServiceAccountClientLink() != null) {
            throw Problem.notFound("There is no such user in this realm, or it is a client's service account.")
                    .exception();
        }
        return user;
    }
}
