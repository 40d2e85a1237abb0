/** What lies behind providers of Keycloak. */
@NullMarked
package io.keygear.kit.provider;

import org.jspecify.annotations.NullMarked;
