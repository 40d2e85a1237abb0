/** Database work that must not share the fate of the request around it. */
@NullMarked
package io.keygear.kit.jpa;

import org.jspecify.annotations.NullMarked;
