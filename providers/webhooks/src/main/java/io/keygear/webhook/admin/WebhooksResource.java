package io.keygear.webhook.admin;

import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.Problem;
import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.endpoint.RealmEndpoints;
import io.keygear.webhook.endpoint.WebhookEndpointFactory;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.RealmPermissionEvaluator;

/**
 * The endpoints of a realm. Needs the role {@code manage-realm}; looking at deliveries needs {@code view-events}.
 * Refusals are problems (RFC 9457) that name the member and the fix.
 */
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WebhooksResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmPermissionEvaluator permissions;
    private final AdminEventBuilder adminEvent;

    WebhooksResource(
            KeycloakSession session,
            RealmModel realm,
            RealmPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(EventNames.WEBHOOK);
    }

    /** All endpoints of the realm. */
    @GET
    @Operation(summary = "List endpoints")
    public List<EndpointView> list() {
        requireManage();
        return RealmEndpoints.components(realm)
                .map(component -> EndpointView.of(session, component))
                .toList();
    }

    /** A new endpoint; the answer is the only one that shows its secret. */
    @POST
    @Operation(summary = "Create an endpoint; shows its secret once")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EndpointRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "The endpoint with its secret",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A member is missing, unknown or wrong; field names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response create(@Parameter(hidden = true) InputStream body) {
        requireManage();
        EndpointRequest request = JsonBody.read(body, EndpointRequest.class);
        ComponentModel component = new ComponentModel();
        component.setName(request.url() == null ? "webhook" : shortened(request.url()));
        component.setProviderType(RealmEndpoints.TYPE);
        component.setProviderId(WebhookEndpointFactory.ID);
        component.setParentId(realm.getId());
        request.applyTo(component);
        ComponentModel created = checked(() -> realm.addComponentModel(component));
        EndpointView view = EndpointView.of(session, created, created.get("secret"));
        report(OperationType.CREATE, created);
        URI location = session.getContext()
                .getUri()
                .getAbsolutePathBuilder()
                .path(created.getId())
                .build();
        return Response.created(location).entity(view).build();
    }

    /** One endpoint. */
    @GET
    @Path("{id}")
    @Operation(summary = "Show an endpoint")
    public EndpointView get(@PathParam("id") String id) {
        requireManage();
        return EndpointView.of(session, find(id));
    }

    /** Changes the members that are given. */
    @PUT
    @Path("{id}")
    @Operation(summary = "Change an endpoint; absent members stay as they are")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EndpointRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The endpoint as it is now",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A member is missing, unknown or wrong; field names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such endpoint",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public EndpointView update(@PathParam("id") String id, @Parameter(hidden = true) InputStream body) {
        requireManage();
        EndpointRequest request = JsonBody.read(body, EndpointRequest.class);
        ComponentModel component = new ComponentModel(find(id));
        request.applyTo(component);
        save(component);
        report(OperationType.UPDATE, component);
        return EndpointView.of(session, component);
    }

    /** Removes an endpoint; what is kept for it is sent no more, and goes with the next sweep. */
    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove an endpoint and its deliveries")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(
            responseCode = "404",
            description = "No such endpoint",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public void remove(@PathParam("id") String id) {
        requireManage();
        ComponentModel component = find(id);
        realm.removeComponent(component);
        report(OperationType.DELETE, component);
    }

    /** New keys; the old ones sign as well until the overlap is over. */
    @POST
    @Path("{id}/rotate")
    @Operation(summary = "Make a new secret; shows it once")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rotation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The endpoint with its new secret",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A member is missing, unknown or wrong; field names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such endpoint",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public EndpointView rotate(@PathParam("id") String id, @Parameter(hidden = true) InputStream body) {
        requireManage();
        Rotation rotation = JsonBody.read(body, Rotation.class);
        ComponentModel component = new ComponentModel(find(id));
        rotation.applyTo(component);
        save(component);
        report(OperationType.ACTION, component);
        return EndpointView.of(session, component, component.get("secret"));
    }

    /** Sends an event of the type {@code keygear.test} and tells how it went. */
    @POST
    @Path("{id}/test")
    @Operation(summary = "Send a test event now")
    @APIResponse(
            responseCode = "200",
            description = "How it went",
            content = @Content(schema = @Schema(implementation = AttemptView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The endpoint is not set up",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such endpoint",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AttemptView test(@PathParam("id") String id) {
        requireManage();
        ComponentModel component = find(id);
        return checked(() -> new TestSend(session, realm).send(component));
    }

    /** What was and will be sent to an endpoint. */
    @Path("{id}/deliveries")
    public DeliveriesResource deliveries(@PathParam("id") String id) {
        DeliveriesResource.requireView(permissions);
        return new DeliveriesResource(session, realm, find(id), permissions, adminEvent);
    }

    private ComponentModel find(String id) {
        return RealmEndpoints.component(realm, id)
                .orElseThrow(() -> Problem.notFound(
                                "This realm has no endpoint with this id; list them to see which there are.")
                        .exception());
    }

    private void save(ComponentModel component) {
        checked(() -> {
            realm.updateComponent(component);
            return component;
        });
    }

    private interface Change<T> {
        T make();
    }

    private static <T> T checked(Change<T> change) {
        try {
            return change.make();
        } catch (InvalidConfigurationException wrong) {
            throw Problem.field(wrong.key(), wrong.explanation()).exception();
        }
    }

    private void report(OperationType operation, ComponentModel component) {
        adminEvent
                .operation(operation)
                .resourcePath("webhooks", component.getId())
                .representation(EndpointView.of(session, component))
                .success();
    }

    private void requireManage() {
        Problem.require(permissions.canManageRealm(), "manage-realm");
    }

    private static String shortened(String url) {
        return url.length() <= 250 ? url : url.substring(0, 250);
    }
}
