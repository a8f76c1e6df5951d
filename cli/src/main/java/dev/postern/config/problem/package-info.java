/** What is wrong with a configuration, where, and how to mend it. */
@NullMarked
package dev.postern.config.problem;

import org.jspecify.annotations.NullMarked;
