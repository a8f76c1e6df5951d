/** The client's side before relaying: one class per state. */
@NullMarked
package dev.postern.smtp.prelude;

import org.jspecify.annotations.NullMarked;
