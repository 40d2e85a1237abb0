/**
 * What only a test may do to a server: move its time, look into its database, fail a request at the last moment, have
 * users in a directory, change somebody late in a registration.
 */
@NullMarked
package io.keygear.tests.probe;

import org.jspecify.annotations.NullMarked;
