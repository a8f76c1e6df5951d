/** The client's side before login: one class per state. RFC 9051 §6.1, §6.2. */
@NullMarked
package dev.postern.imap.prelude;

import org.jspecify.annotations.NullMarked;
