/** A Firebase project of the tests' own. */
@NullMarked
package io.keygear.tests.firebase;

import org.jspecify.annotations.NullMarked;
