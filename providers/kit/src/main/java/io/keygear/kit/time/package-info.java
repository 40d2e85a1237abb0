/** Time as Keycloak sees it. */
@NullMarked
package io.keygear.kit.time;

import org.jspecify.annotations.NullMarked;
