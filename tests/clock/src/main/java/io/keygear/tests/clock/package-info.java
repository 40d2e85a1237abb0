/** Lets a test move the time of the server under test. */
@NullMarked
package io.keygear.tests.clock;

import org.jspecify.annotations.NullMarked;
