/** Chromium and the pages a person sees in it. A page object's constructor waits until the page is there. */
@NullMarked
package io.keygear.tests.page;

import org.jspecify.annotations.NullMarked;
