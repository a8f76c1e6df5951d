package dev.postern.core.session;

/**
 * How a connection ended.
 *
 * @param kind the closed list that decides what the other leg is told
 * @param detail for the log, never for a peer; may be empty
 */
public record ConnectionEnd(Kind kind, String detail) {
    public enum Kind {
        /** Both directions were ended in order. */
        CLEAN,
        /** We ended it by {@link Connection#close} or {@link Connection#abort}. */
        BY_US,
        /** Reset, or FIN in TLS without close_notify. */
        ABRUPT,
        /** The handshake failed: the detail says with what. */
        TLS_HANDSHAKE,
        /** A peer broke TLS after the handshake. */
        TLS_RECORD
    }
}
