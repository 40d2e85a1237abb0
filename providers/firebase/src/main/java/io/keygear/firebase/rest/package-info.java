/** The endpoints for back ends and for the people themselves. */
@NullMarked
package io.keygear.firebase.rest;

import org.jspecify.annotations.NullMarked;
