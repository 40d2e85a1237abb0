package io.keygear.webhook.admin;

import io.keygear.kit.rest.Problem;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.endpoint.EndpointOptions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;

/**
 * How an endpoint changes over to new keys.
 *
 * @param overlap seconds for which the old keys sign as well; a day unless told
 */
@Schema(name = "WebhookRotation")
record Rotation(
        @Schema(description = "Seconds, 0 to 2592000", defaultValue = "86400") @Nullable
        Integer overlap) {

    private static final int LONGEST = (int) Duration.ofDays(30).toSeconds();
    private static final int USUAL = (int) Duration.ofDays(1).toSeconds();

    /** Moves the keys; the component makes new ones where they are missing. */
    void applyTo(ComponentModel component) {
        int seconds = overlap == null ? USUAL : overlap;
        if (seconds < 0 || seconds > LONGEST) {
            throw Problem.field("overlap", "Give a whole number of seconds from 0 to " + LONGEST + ".")
                    .exception();
        }
        refuseVault(component, EndpointOptions.SECRET.key());
        refuseVault(component, EndpointOptions.PRIVATE_KEY.key());
        move(component, EndpointOptions.SECRET.key(), EndpointOptions.PREVIOUS_SECRET.key());
        move(component, EndpointOptions.PRIVATE_KEY.key(), EndpointOptions.PREVIOUS_PRIVATE_KEY.key());
        component.put(
                EndpointOptions.PREVIOUS_UNTIL.key(),
                KeycloakClock.INSTANCE
                        .instant()
                        .plusSeconds(seconds)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    /** A new secret would be kept here, and the old one change with its entry in the vault. */
    private static void refuseVault(ComponentModel component, String key) {
        String value = component.get(key);
        if (value != null && value.startsWith("${vault.")) {
            throw Problem.field(
                            key,
                            "It is kept in the vault: put the old one into another entry, name that as previous-" + key
                                    + ", then replace the entry.")
                    .exception();
        }
    }

    private static void move(ComponentModel component, String from, String to) {
        String value = component.get(from);
        if (value != null) {
            component.put(to, value);
            component.getConfig().remove(from);
        }
    }
}
