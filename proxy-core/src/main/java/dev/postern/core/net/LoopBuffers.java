package dev.postern.core.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The large buffers that all sessions of one loop share, because only one of them moves bytes at a time.
 *
 * <p>Ciphertext lies on the heap and plaintext outside it: SunJSSE works twice as fast on arrays, and plaintext mostly
 * goes to or comes from the plain socket of a backend without another copy. Engines of native code would copy what lies
 * on the heap, and each of them would keep a buffer for that; so they have ciphertext outside it, from the first use on.
 */
final class LoopBuffers {
    /**
     * One read takes at most this much: eight full records, as SunJSSE fills them in TLS 1.3. It counts the octet for the
     * content type and sixteen of padding (RFC 8446 §5.4) among the 2^14; 128 KiB would make a small ninth record. With
     * four of them a MiB costs a fifth more CPU, with sixteen no less.
     */
    static final int READ_SIZE = 8 * ((1 << 14) - 17);

    /** What a session may have kept from before comes on top of a read. */
    static final int KEPT_SIZE = 32 * 1024;

    private final ByteBuffer received = ByteBuffer.allocate(READ_SIZE + KEPT_SIZE);
    private final ByteBuffer plaintext = ByteBuffer.allocateDirect(READ_SIZE + KEPT_SIZE);
    private final ByteBuffer records = ByteBuffer.allocate(READ_SIZE + KEPT_SIZE);
    private @Nullable ByteBuffer nativeReceived;
    private @Nullable ByteBuffer nativeRecords;

    /** Ciphertext from a socket, empty. */
    ByteBuffer received(boolean nativeCode) {
        if (nativeCode) {
            nativeReceived = orNew(nativeReceived);
            return nativeReceived.clear();
        }
        return received.clear();
    }

    /** Plaintext on its way to a listener, empty; from a plain socket or decrypted from {@link #received}. */
    ByteBuffer plaintext() {
        return plaintext.clear();
    }

    /** Records on their way to a socket, empty. */
    ByteBuffer records(boolean nativeCode) {
        if (nativeCode) {
            nativeRecords = orNew(nativeRecords);
            return nativeRecords.clear();
        }
        return records.clear();
    }

    private static ByteBuffer orNew(@Nullable ByteBuffer existing) {
        return existing == null ? ByteBuffer.allocateDirect(READ_SIZE + KEPT_SIZE) : existing;
    }
}
