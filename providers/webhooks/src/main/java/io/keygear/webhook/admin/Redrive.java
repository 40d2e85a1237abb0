package io.keygear.webhook.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How dead letters are sent again.
 *
 * @param dryRun only count them
 */
@Schema(name = "WebhookRedrive")
record Redrive(@Nullable Boolean dryRun) {

    boolean onlyCounts() {
        return Boolean.TRUE.equals(dryRun);
    }
}
