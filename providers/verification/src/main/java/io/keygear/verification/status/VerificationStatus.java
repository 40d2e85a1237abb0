package io.keygear.verification.status;

import java.util.Map;

/**
 * Whether a user is verified.
 *
 * @param verified what the realm's criteria make of the values
 * @param keys for each kind of value that counts in the realm, whether the user's current value is verified
 */
public record VerificationStatus(boolean verified, Map<String, Boolean> keys) {

    /** Whether the current value of this kind is verified; false for a kind that does not count. */
    public boolean has(VerifyKey key) {
        return keys.getOrDefault(key.id(), false);
    }
}
