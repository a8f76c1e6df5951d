/** IMAP in front: the door of this module is {@code ImapProtocol} and {@code ImapSettings}. RFC 9051, RFC 3501. */
@NullMarked
package dev.postern.imap;

import org.jspecify.annotations.NullMarked;
