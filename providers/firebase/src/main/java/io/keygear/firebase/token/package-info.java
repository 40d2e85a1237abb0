/** Firebase ID tokens: their shape, their claims, their signature. Nothing in here needs a Keycloak session. */
@NullMarked
package io.keygear.firebase.token;

import org.jspecify.annotations.NullMarked;
