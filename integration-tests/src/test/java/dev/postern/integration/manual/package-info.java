/** The pages of {@code docs}, followed as they stand. */
@NullMarked
package dev.postern.integration.manual;

import org.jspecify.annotations.NullMarked;
