/** Configuration declared once: one option feeds the admin console, the parser and the generated documentation. */
@NullMarked
package io.keygear.kit.config;

import org.jspecify.annotations.NullMarked;
