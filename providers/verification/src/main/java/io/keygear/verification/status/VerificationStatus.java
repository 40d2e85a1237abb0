package io.keygear.verification.status;

import java.util.Map;

/**
 * Whether a user is verified.
 *
 * @param verified what the realm's criteria make of the values
 * @param keys for each kind of value that counts in the realm, whether the user's current value is verified
 */
public record VerificationStatus(boolean verified, Map<String, Boolean> keys) {}
