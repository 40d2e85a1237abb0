/** Which user of the realm a Firebase identity is. */
@NullMarked
package io.keygear.firebase.link;

import org.jspecify.annotations.NullMarked;
