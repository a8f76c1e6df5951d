/** Fixtures that the tests of several rooms share. */
@NullMarked
package dev.postern.core.testing;

import org.jspecify.annotations.NullMarked;
