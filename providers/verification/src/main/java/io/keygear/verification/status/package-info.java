/** Whether a user is verified: by which values, under which criteria, and what happens to one who is not. */
@NullMarked
package io.keygear.verification.status;

import org.jspecify.annotations.NullMarked;
