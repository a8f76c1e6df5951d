package dev.postern.core.tls;

import java.nio.ByteBuffer;

/** What a client is told that is refused before its engine has said anything. RFC 8446 §6.2: each of these ends the connection. */
public enum PlaintextAlert {
    DECODE_ERROR(50),
    /** RFC 6066 §3. */
    UNRECOGNIZED_NAME(112),
    /** RFC 7301 §3.2. */
    NO_APPLICATION_PROTOCOL(120);

    private static final byte ALERT = 21;
    private static final short VERSION = 0x0303;
    private static final byte FATAL = 2;

    private final byte description;

    PlaintextAlert(int description) {
        this.description = (byte) description;
    }

    /** As one record. RFC 8446 §5.1. */
    public ByteBuffer record() {
        return ByteBuffer.allocate(7)
                .put(ALERT)
                .putShort(VERSION)
                .putShort((short) 2)
                .put(FATAL)
                .put(description)
                .flip();
    }
}
