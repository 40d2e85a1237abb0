package io.keygear.webhook.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many deliveries are sent again.
 *
 * @param count how many
 * @param dryRun whether they only would be
 */
@Schema(name = "WebhookReplayCount")
record Count(int count, boolean dryRun) {}
