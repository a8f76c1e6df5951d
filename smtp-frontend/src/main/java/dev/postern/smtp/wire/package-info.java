/** Bytes to commands and replies and back: the grammar of SMTP and our own words, without sockets or states. */
@NullMarked
package dev.postern.smtp.wire;

import org.jspecify.annotations.NullMarked;
