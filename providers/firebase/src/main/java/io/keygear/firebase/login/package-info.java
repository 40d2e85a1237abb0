/** What the browser login asks of people whose account is not active. */
@NullMarked
package io.keygear.firebase.login;

import org.jspecify.annotations.NullMarked;
