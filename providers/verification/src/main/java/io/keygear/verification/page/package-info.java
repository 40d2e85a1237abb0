/** The pages people see while a code is on its way, and what templates are given. */
@NullMarked
package io.keygear.verification.page;

import org.jspecify.annotations.NullMarked;
