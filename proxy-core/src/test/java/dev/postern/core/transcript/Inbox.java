package dev.postern.core.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Octets that arrived and are not taken yet; lends them out as the I/O edge does, and takes the memory back. */
final class Inbox {
    private static final int OFFSET = 5;

    private byte[] waiting = new byte[0];

    void arrive(String octets) {
        byte[] fresh = octets.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(waiting, waiting.length + fresh.length);
        System.arraycopy(fresh, 0, all, waiting.length, fresh.length);
        waiting = all;
    }

    boolean isEmpty() {
        return waiting.length == 0;
    }

    int size() {
        return waiting.length;
    }

    void clear() {
        waiting = new byte[0];
    }

    /**
     * Lends all octets; those that were taken are gone afterwards. The memory is overwritten then, so that whoever kept
     * the buffer instead of its octets reads garbage.
     */
    void lend(Consumer<ByteBuffer> taker) {
        byte[] memory = new byte[OFFSET + waiting.length];
        System.arraycopy(waiting, 0, memory, OFFSET, waiting.length);
        ByteBuffer buffer = ByteBuffer.wrap(memory, OFFSET, waiting.length).asReadOnlyBuffer();
        byte[] before = waiting;
        try {
            taker.accept(buffer);
        } finally {
            waiting = Arrays.copyOfRange(before, buffer.position() - OFFSET, before.length);
            Arrays.fill(memory, (byte) '?');
        }
    }
}
