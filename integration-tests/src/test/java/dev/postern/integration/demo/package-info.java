/** The demo as its first user meets it. */
@NullMarked
package dev.postern.integration.demo;

import org.jspecify.annotations.NullMarked;
