package io.keygear.verification.code;

/**
 * To whom and to what attempts, cooldown and the one valid code belong. It holds no channel, session, tab or address:
 * none of these gives anybody new attempts.
 *
 * @param realmId Keycloak's id of the realm
 * @param subject the user's id, or {@link #NOBODY} and a hash
 * @param purpose what the code is for
 */
public record CodeKey(String realmId, String subject, Purpose purpose) {

    /** How a subject begins that is no user's id: what somebody typed who is not signed in, as a hash. */
    public static final String NOBODY = "~";

    /** Whether the subject is a user. */
    boolean isSomebody() {
        return !subject.startsWith(NOBODY);
    }
}
