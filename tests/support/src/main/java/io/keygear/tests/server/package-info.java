/**
 * Keycloak servers for tests.
 *
 * <p>A test class carries {@link io.keygear.tests.server.KeygearTest} and asks for what it needs by parameter: the
 * {@link io.keygear.tests.server.KeycloakServer}, a {@link io.keygear.tests.server.RealmFixture} of its own, a browser,
 * an inbox. One server per configuration serves the whole run.
 */
@NullMarked
package io.keygear.tests.server;

import org.jspecify.annotations.NullMarked;
