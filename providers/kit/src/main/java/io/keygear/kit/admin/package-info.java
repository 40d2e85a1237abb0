/** Settings in Keycloak's admin console, where its declarative user interface is switched on. */
@NullMarked
package io.keygear.kit.admin;

import org.jspecify.annotations.NullMarked;
