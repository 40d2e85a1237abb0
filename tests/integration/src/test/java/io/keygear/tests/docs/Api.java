package io.keygear.tests.docs;

import io.keygear.firebase.rest.AccountStatusResource;
import io.keygear.firebase.rest.FirebaseResource;
import io.keygear.verification.admin.VerificationAdminResource;
import io.keygear.verification.rest.VerificationResource;
import io.keygear.webhook.admin.WebhooksResource;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/**
 * The documented APIs. Keycloak hangs a resource below a path by the id of its provider; the classes here say the same
 * in the terms of JAX-RS, for a generator that knows no providers, and looks at no abstract class.
 */
enum Api {
    FIREBASE("firebase.yaml", "Keygear Firebase exchange", FirebasePaths.class, FirebaseResource.class),
    VERIFICATION("verification.yaml", "Keygear verification", VerificationPaths.class, VerificationResource.class),
    WEBHOOKS("webhooks.yaml", "Keygear webhooks", WebhookPaths.class, WebhooksResource.class);

    private final String file;
    private final String title;
    private final Class<?> paths;
    private final Class<?> resource;

    /**
     * @param paths where the resources hang
     * @param resource one of them, to find the others beside it
     */
    Api(String file, String title, Class<?> paths, Class<?> resource) {
        this.file = file;
        this.title = title;
        this.paths = paths;
        this.resource = resource;
    }

    String file() {
        return file;
    }

    String title() {
        return title;
    }

    Class<?> paths() {
        return paths;
    }

    Class<?> resource() {
        return resource;
    }

    private static IllegalStateException neverCalled() {
        return new IllegalStateException("Only read");
    }

    @Path("/")
    static class FirebasePaths {

        @Path("realms/{realm}/firebase")
        FirebaseResource firebase(@PathParam("realm") String realm) {
            throw neverCalled();
        }

        @Path("realms/{realm}/account-status")
        AccountStatusResource status(@PathParam("realm") String realm) {
            throw neverCalled();
        }
    }

    @Path("/")
    static class VerificationPaths {

        @Path("realms/{realm}/verification")
        VerificationResource realm(@PathParam("realm") String realm) {
            throw neverCalled();
        }

        @Path("admin/realms/{realm}/verification")
        VerificationAdminResource admin(@PathParam("realm") String realm) {
            throw neverCalled();
        }
    }

    @Path("/")
    static class WebhookPaths {

        @Path("admin/realms/{realm}/webhooks")
        WebhooksResource admin(@PathParam("realm") String realm) {
            throw neverCalled();
        }
    }
}
