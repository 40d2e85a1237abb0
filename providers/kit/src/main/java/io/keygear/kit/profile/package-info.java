/** The one wrapper of Keycloak's user profile; features say what they need through {@code ProfileContributor}. */
@NullMarked
package io.keygear.kit.profile;

import org.jspecify.annotations.NullMarked;
