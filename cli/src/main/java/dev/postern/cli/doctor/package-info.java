/** Looks whether what the configuration supposes is so: one line for each fact, and what to do where it is not. */
@NullMarked
package dev.postern.cli.doctor;

import org.jspecify.annotations.NullMarked;
