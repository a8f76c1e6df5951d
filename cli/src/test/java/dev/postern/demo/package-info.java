/** The demo as a person meets it. */
@NullMarked
package dev.postern.demo;

import org.jspecify.annotations.NullMarked;
