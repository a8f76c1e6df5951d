package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a client says first, as far as it tells where the connection should go; read without answering.
 *
 * @param serverName by SNI, lower case, visible ASCII; empty where there was none
 * @param applicationProtocols by ALPN, in the client's order, one char per octet; GREASE values are left out
 * @param versions that the client speaks, such as {@code 0x0304} for TLS 1.3, in its order; GREASE values are left out
 */
public record ClientHello(String serverName, List<String> applicationProtocols, List<Integer> versions) {
    /** Octets of a whole message; with the keys of post-quantum groups clients send some 2,000. */
    public static final int LONGEST_MESSAGE = 16 * 1024;

    /** Octets on the wire, record headers included; what comes behind the message does not count. */
    public static final int LONGEST = LONGEST_MESSAGE + 4 * 1024;

    public ClientHello {
        applicationProtocols = List.copyOf(applicationProtocols);
        versions = List.copyOf(versions);
    }

    /**
     * Reads what has come so far, from position to limit, and consumes nothing. Total: every content has an answer,
     * and one other than {@link ClientHelloReading.Unfinished#NEED_MORE} stays the same whatever follows.
     */
    public static ClientHelloReading read(ByteBuffer received) {
        try {
            return HandshakeRecords.message(received.duplicate());
        } catch (MalformedHello e) {
            return ClientHelloReading.Unfinished.MALFORMED;
        }
    }
}
