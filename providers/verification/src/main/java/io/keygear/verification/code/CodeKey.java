package io.keygear.verification.code;

/**
 * To whom and to what attempts, cooldown and the one valid code belong. It holds no channel, session, tab or address:
 * none of these gives anybody new attempts.
 *
 * @param realmId Keycloak's id of the realm
 * @param subject the user's id
 * @param purpose what the code is for
 */
public record CodeKey(String realmId, String subject, Purpose purpose) {}
