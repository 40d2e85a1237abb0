package io.keygear.kit.profile;

/**
 * A user attribute that belongs to a feature. It exists in the user profile of every realm, whatever the realm
 * declares; administrators may write it, users never may.
 *
 * @param name the attribute's name
 * @param displayName a message key in Keycloak's {@code ${key}} form
 * @param readableByUser whether the user sees it in the Account Console
 */
public record ProtectedAttribute(String name, String displayName, boolean readableByUser) {}
