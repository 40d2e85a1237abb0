/** What every REST endpoint of the suite does in the same way: who calls, what they sent, how a refusal looks. */
@NullMarked
package io.keygear.kit.rest;

import org.jspecify.annotations.NullMarked;
