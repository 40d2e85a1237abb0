/** The one way Keygear calls other servers: bounded in time and size, and never into the private network. */
@NullMarked
package io.keygear.kit.http;

import org.jspecify.annotations.NullMarked;
