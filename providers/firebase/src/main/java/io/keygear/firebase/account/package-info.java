/** What an account may do now: its status and role, and the tokens that can do one thing only. */
@NullMarked
package io.keygear.firebase.account;

import org.jspecify.annotations.NullMarked;
