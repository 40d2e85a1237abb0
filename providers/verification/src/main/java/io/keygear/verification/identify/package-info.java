/**
 * Somebody says who they are and nobody is signed in yet. All that is shown and stored is the same whether there is
 * such an account or not, until a code proves it.
 */
@NullMarked
package io.keygear.verification.identify;

import org.jspecify.annotations.NullMarked;
