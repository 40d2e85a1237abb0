/** Programs for Node that tests run. */
@NullMarked
package io.keygear.tests.node;

import org.jspecify.annotations.NullMarked;
