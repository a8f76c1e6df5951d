package dev.postern.core.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a client sent and a prelude has not taken yet, in order; nothing is allocated while nothing is held. */
final class HeldBytes {
    private static final byte[] NOTHING = {};
    private static final int SMALLEST = 256;

    private byte[] octets = NOTHING;
    private int size;

    /** Copies all of it behind what is held. */
    void append(ByteBuffer more) {
        int wanted = size + more.remaining();
        if (wanted > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(Math.max(SMALLEST, wanted), 2 * octets.length));
        }
        more.get(octets, size, wanted - size);
        size = wanted;
    }

    /** Hands everything over; nothing is held afterwards. */
    ByteBuffer take() {
        ByteBuffer all = ByteBuffer.wrap(octets, 0, size);
        octets = NOTHING;
        size = 0;
        return all;
    }

    /** A look at all of it; good until more comes. */
    ByteBuffer view() {
        return ByteBuffer.wrap(octets, 0, size).asReadOnlyBuffer();
    }

    int size() {
        return size;
    }
}
