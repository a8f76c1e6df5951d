package dev.postern.imap;

import dev.postern.core.session.PreludeLimits;

/**
 * What an administrator decides about IMAP.
 *
 * @param limits what a client may ask before it has logged in
 * @param relayLineLength octets of one line of a client that has logged in, literals apart
 */
public record ImapSettings(PreludeLimits limits, int relayLineLength) {
    private static final int SHORTEST_RELAY_LINE = 8192;

    /** The standard limits, and lines of 64 KiB: what Dovecot takes. */
    public static final ImapSettings STANDARD = new ImapSettings(PreludeLimits.STANDARD, 64 * 1024);

    public ImapSettings {
        if (relayLineLength < SHORTEST_RELAY_LINE) {
            // RFC 9051 §4 asks servers to take command lines of 8192 octets.
            throw new IllegalArgumentException("relay lines must have at least " + SHORTEST_RELAY_LINE + " octets");
        }
    }
}
