/** The verification API of a realm: {@code POST /realms/{realm}/verification/send} and {@code /check}. */
@NullMarked
package io.keygear.verification.rest;

import org.jspecify.annotations.NullMarked;
