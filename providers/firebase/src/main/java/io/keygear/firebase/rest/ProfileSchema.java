package io.keygear.firebase.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes the body of onboarding; which attributes there are, and which are required, is the realm's to say. */
@Schema(name = "Profile", description = "Attributes of the realm's user profile", additionalProperties = String.class)
record ProfileSchema(
        @Nullable String username,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName) {}
