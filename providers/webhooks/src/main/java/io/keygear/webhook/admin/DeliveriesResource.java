package io.keygear.webhook.admin;

import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.delivery.WebhookDispatch;
import io.keygear.webhook.outbox.DeliveryLog;
import io.keygear.webhook.outbox.DeliveryLog.Delivery;
import io.keygear.webhook.outbox.MissedEvents;
import io.keygear.webhook.outbox.Selection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.RealmPermissionEvaluator;

/** Deliveries of one endpoint: to look at ({@code view-events}) and to send again ({@code manage-realm}). */
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeliveriesResource {

    private static final int MOST = 500;

    /** How many deliveries one replay may bring. */
    private static final int MOST_AGAIN = 100_000;

    private final KeycloakSession session;
    private final ComponentModel endpoint;
    private final DeliveryLog log;
    private final RealmPermissionEvaluator permissions;
    private final AdminEventBuilder adminEvent;

    DeliveriesResource(
            KeycloakSession session,
            RealmModel realm,
            ComponentModel endpoint,
            RealmPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.endpoint = endpoint;
        this.log = DeliveryLog.of(session, realm.getId(), endpoint.getId());
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    /** The newest first. */
    @GET
    @Operation(summary = "List deliveries")
    public List<DeliveryView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("first") @DefaultValue("0") String first,
            @QueryParam("max") @DefaultValue("100") String max) {
        if (state != null && !DeliveryLog.STATES.contains(state)) {
            throw Problem.field("state", "Use one of " + String.join(", ", DeliveryLog.STATES) + ".")
                    .exception();
        }
        return log.list(state, number("first", first, Integer.MAX_VALUE), number("max", max, MOST)).stream()
                .map(DeliveryView::of)
                .toList();
    }

    /** One delivery with every try and what is sent. */
    @GET
    @Path("{delivery}")
    @Operation(summary = "Show a delivery with its attempts")
    public DeliveryView get(@PathParam("delivery") String id) {
        Delivery delivery = number(id).flatMap(log::find).orElse(null);
        if (delivery == null) {
            throw Problem.notFound("This endpoint has no delivery with this id.")
                    .exception();
        }
        List<AttemptView> tries =
                log.attempts(delivery.id()).stream().map(AttemptView::of).toList();
        return DeliveryView.of(delivery, tries, log.payload(delivery.id()));
    }

    /**
     * Sends again what was sent or given up, with the same {@code webhook-id}, and for the first time what the endpoint
     * has missed: events that were kept for others, before it was made or subscribed to them.
     */
    @POST
    @Path("replay")
    @Operation(summary = "Send deliveries again: one event, or a time range, optionally only some types")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Replay.class)))
    @APIResponse(
            responseCode = "200",
            description = "How many there are",
            content = @Content(schema = @Schema(implementation = Count.class)))
    @APIResponse(
            responseCode = "400",
            description = "A member is missing, unknown or wrong; field names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Count replay(@Parameter(hidden = true) InputStream body) {
        requireManage();
        Replay replay = JsonBody.read(body, Replay.class);
        Selection selection = replay.selection();
        Optional<MissedEvents> missed = missed();
        int count = log.replay(selection, 0, true)
                + missed.map(events -> events.count(selection)).orElse(0);
        if (count > MOST_AGAIN && !replay.onlyCounts()) {
            throw Problem.field(
                            "to",
                            "These are " + count + " deliveries, and " + MOST_AGAIN
                                    + " may be sent at once; give a shorter time or fewer types.")
                    .exception();
        }
        if (!replay.onlyCounts()) {
            count = log.replay(selection, KeycloakClock.INSTANCE.millis(), false)
                    + missed.map(events -> events.send(selection)).orElse(0);
        }
        return done("replay", count, replay.onlyCounts());
    }

    /** Sends all dead letters again. */
    @POST
    @Path("redrive")
    @Operation(summary = "Send all dead letters again")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Redrive.class)))
    @APIResponse(
            responseCode = "200",
            description = "How many there are",
            content = @Content(schema = @Schema(implementation = Count.class)))
    @APIResponse(
            responseCode = "400",
            description = "A member is missing, unknown or wrong; field names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Count redrive(@Parameter(hidden = true) InputStream body) {
        requireManage();
        Redrive redrive = JsonBody.read(body, Redrive.class);
        int count = log.redrive(KeycloakClock.INSTANCE.millis(), redrive.onlyCounts());
        return done("redrive", count, redrive.onlyCounts());
    }

    private Optional<MissedEvents> missed() {
        return session.getProvider(WebhookDispatch.class)
                .endpoints()
                .parse(endpoint)
                .map(parsed -> MissedEvents.of(session, parsed));
    }

    private Count done(String what, int count, boolean dry) {
        if (!dry) {
            adminEvent
                    .operation(OperationType.ACTION)
                    .resourcePath("webhooks", endpoint.getId(), "deliveries", what)
                    .success();
            session.getProvider(WebhookDispatch.class).wake();
        }
        return new Count(count, dry);
    }

    /** Whatever stands in the address: what is no number of a delivery is not there. */
    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static int number(String name, String text, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
            throw Problem.field(name, "Give a whole number from 0 to " + most + ".")
                    .exception();
        }
        return Integer.parseInt(text);
    }

    /** Asked before the endpoint is looked up, so that its id tells strangers nothing. */
    static void requireView(RealmPermissionEvaluator permissions) {
        Problem.require(permissions.canViewEvents() || permissions.canManageRealm(), "view-events");
    }

    private void requireManage() {
        Problem.require(permissions.canManageRealm(), "manage-realm");
    }
}
