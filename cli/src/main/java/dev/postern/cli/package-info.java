/** The command, and the one place that puts the house together. */
@NullMarked
package dev.postern.cli;

import org.jspecify.annotations.NullMarked;
