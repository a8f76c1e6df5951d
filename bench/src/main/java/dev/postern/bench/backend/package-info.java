/** A mail server without mail, which costs little and checks what it gets. */
@NullMarked
package dev.postern.bench.backend;

import org.jspecify.annotations.NullMarked;
