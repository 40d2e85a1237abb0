/** The rules of standards, and which test shows that each is kept. */
@org.jspecify.annotations.NullMarked
package io.keygear.tests.compliance;
