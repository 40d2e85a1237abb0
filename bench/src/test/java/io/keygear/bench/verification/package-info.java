/** Benchmarks of the verification API. */
@NullMarked
package io.keygear.bench.verification;

import org.jspecify.annotations.NullMarked;
