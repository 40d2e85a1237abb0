/** The identity provider type <em>Firebase</em>: what can be set, and the mappers it takes. */
@NullMarked
package io.keygear.firebase.provider;

import org.jspecify.annotations.NullMarked;
