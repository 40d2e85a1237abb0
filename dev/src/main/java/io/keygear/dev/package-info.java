/**
 * Starts a local Keycloak: unpacked server in, running process out.
 *
 * <p>The demo ({@code mvn -Pdev}) and the integration tests both go through this package, so the way a developer sees
 * Keygear is the way it is tested. Only the JDK is used.
 */
@NullMarked
package io.keygear.dev;

import org.jspecify.annotations.NullMarked;
