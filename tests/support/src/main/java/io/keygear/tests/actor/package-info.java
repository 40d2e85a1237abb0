/** Those who act in a test without a real browser: a browser made of HTTP, an OpenID Connect client. */
@NullMarked
package io.keygear.tests.actor;

import org.jspecify.annotations.NullMarked;
