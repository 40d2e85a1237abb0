package io.keygear.tests.server;

/**
 * A user of a realm.
 *
 * @param id Keycloak's
 */
public record Person(String id, String username, String password) {}
