package dev.postern.core.net;

import java.nio.ByteBuffer;

/**
 * The large buffers that all sessions of one loop share, because only one of them moves bytes at a time.
 *
 * <p>Ciphertext lies on the heap and plaintext outside it: SunJSSE works twice as fast on arrays, and plaintext mostly
 * goes to or comes from the plain socket of a backend without another copy.
 */
final class LoopBuffers {
    /**
     * One read takes at most this much: four full records, as SunJSSE fills them in TLS 1.3. It counts the octet for the
     * content type and sixteen of padding (RFC 8446 §5.4) among the 2^14; 64 KiB would make a small fifth record.
     */
    static final int READ_SIZE = 4 * ((1 << 14) - 17);

    /** What a session may have kept from before comes on top of a read. */
    static final int KEPT_SIZE = 32 * 1024;

    private final ByteBuffer received = ByteBuffer.allocate(READ_SIZE + KEPT_SIZE);
    private final ByteBuffer plaintext = ByteBuffer.allocateDirect(READ_SIZE + KEPT_SIZE);
    private final ByteBuffer records = ByteBuffer.allocate(READ_SIZE + KEPT_SIZE);

    /** Ciphertext from a socket, empty. */
    ByteBuffer received() {
        return received.clear();
    }

    /** Plaintext on its way to a listener, empty; from a plain socket or decrypted from {@link #received}. */
    ByteBuffer plaintext() {
        return plaintext.clear();
    }

    /** Records on their way to a socket, empty. */
    ByteBuffer records() {
        return records.clear();
    }
}
