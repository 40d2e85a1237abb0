/** The tables of this module, as Keycloak has to know them. */
@NullMarked
package io.keygear.verification.store;

import org.jspecify.annotations.NullMarked;
