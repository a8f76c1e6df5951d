/** IMAP bytes: lines, literals, commands, responses, capabilities and every word that we say. RFC 9051 §9. */
@NullMarked
package dev.postern.imap.wire;

import org.jspecify.annotations.NullMarked;
