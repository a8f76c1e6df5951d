/** The commands that speak to a running Postern, and how they reach it. */
@NullMarked
package dev.postern.cli.control;

import org.jspecify.annotations.NullMarked;
