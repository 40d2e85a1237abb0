/** A small load generator, and what is measured with it. */
@NullMarked
package io.keygear.bench;

import org.jspecify.annotations.NullMarked;
