package dev.postern.core.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/** What a peer may do in the handshake of one connection, whatever the engine would let it do. */
final class HandshakeRules {
    /** More than any honest handshake takes, certificates of both sides included. */
    private static final int LARGEST_HANDSHAKE = 256 * 1024;

    /** RFC 8446 §5.1, RFC 5246 §6.2.1: the content type of a handshake record. */
    private static final byte HANDSHAKE_RECORD = 22;

    private boolean finished;
    private boolean renegotiable;
    private int consumed;

    void finished(String protocol) {
        finished = true;
        renegotiable = !protocol.equals("TLSv1.3");
    }

    boolean begun() {
        return consumed > 0;
    }

    /**
     * Judges the record that comes next. TLS 1.3 has no renegotiation, and in TLS 1.2 no mail client needs it; RFC 9325
     * §3.5 advises against it.
     */
    void onRecord(ByteBuffer records) throws SSLException {
        if (renegotiable && records.hasRemaining() && records.get(records.position()) == HANDSHAKE_RECORD) {
            throw new SSLException("renegotiation refused");
        }
    }

    /** Counts the octets that the engine has taken. */
    void onConsumed(int octets) throws SSLException {
        if (!finished && (consumed += octets) > LARGEST_HANDSHAKE) {
            throw new SSLException("handshake too large");
        }
    }
}
