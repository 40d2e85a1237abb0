/** What administrators see and do: {@code /admin/realms/{realm}/verification}. */
@NullMarked
package io.keygear.verification.admin;

import org.jspecify.annotations.NullMarked;
