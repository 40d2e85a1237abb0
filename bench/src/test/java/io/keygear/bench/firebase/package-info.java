/** Benchmarks of the Firebase exchange. */
@NullMarked
package io.keygear.bench.firebase;

import org.jspecify.annotations.NullMarked;
