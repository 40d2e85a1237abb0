package io.keygear.verification.flow;

import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code POST /admin/realms/{realm}/keygear-flows}: adds a login flow from a file. Needs {@code manage-realm}. */
public final class FlowImportResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;

    FlowImportResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions, AdminEventBuilder events) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.events = events;
    }

    /**
     * Adds the flows of {@code body}.
     *
     * @param bind whether the realm uses them from now on
     * @return 201; 400 and 409 with a problem that names the entry, and then nothing was added
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@QueryParam("bind") boolean bind, InputStream body) {
        Problem.require(permissions.realm().canManageRealm(), "manage-realm");
        FlowFile file = JsonBody.read(body, FlowFile.class);
        FlowImport flows = new FlowImport(session, realm);
        flows.add(file);
        if (bind) {
            flows.bind(file);
        }
        List<String> added =
                file.authenticationFlows().stream().map(FlowFile.Flow::alias).toList();
        events.operation(OperationType.CREATE)
                .resource(ResourceType.AUTH_FLOW)
                .resourcePath("keygear-flows")
                .representation(added)
                .success();
        return Response.status(Response.Status.CREATED).build();
    }
}
