package io.keygear.verification.code;

import io.keygear.kit.crypto.Fingerprint;

/**
 * To whom and to what attempts, cooldown and the one valid code belong. It holds no channel, session, tab or address:
 * none of these gives anybody new attempts.
 *
 * @param realmId Keycloak's id of the realm
 * @param subject the user's id, or what {@link #nobody} makes of what was typed
 * @param purpose what the code is for
 */
public record CodeKey(String realmId, String subject, Purpose purpose) {

    /** How a subject begins that is no user's id: what somebody typed who is not signed in, as a hash. */
    static final String NOBODY = "~";

    /** The subject that stands for what somebody typed who is not signed in. */
    public static String nobody(String typed) {
        return NOBODY + Fingerprint.sha256(typed);
    }

    /** Whether the subject is a user. */
    boolean isSomebody() {
        return !subject.startsWith(NOBODY);
    }
}
