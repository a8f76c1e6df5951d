package dev.postern.core.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Copies of bytes that must wait, in order. */
final class UnsentBytes {
    private static final int SMALLEST_CHUNK = 1024;

    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(4);
    private long size;

    long size() {
        return size;
    }

    /** Copies all that remains. Small pieces share a chunk. */
    void add(ByteBuffer bytes) {
        size += bytes.remaining();
        fillLast(bytes);
        if (bytes.hasRemaining()) {
            int length = bytes.remaining();
            ByteBuffer chunk = ByteBuffer.allocate(Math.max(length, SMALLEST_CHUNK));
            chunks.add(chunk.put(bytes).flip());
        }
    }

    private void fillLast(ByteBuffer bytes) {
        ByteBuffer last = chunks.peekLast();
        if (last == null) {
            return;
        }
        int length = Math.min(last.capacity() - last.limit(), bytes.remaining());
        if (length > 0) {
            int at = last.limit();
            last.limit(at + length);
            last.put(at, bytes, bytes.position(), length);
            bytes.position(bytes.position() + length);
        }
    }

    /** Lets the reader take from the first chunk; tells whether bytes are left. */
    <E extends Exception> boolean drain(Reader<E> reader) throws E {
        while (size > 0) {
            ByteBuffer first = chunks.getFirst();
            int before = first.remaining();
            reader.take(first);
            size -= before - first.remaining();
            if (first.hasRemaining()) {
                return true;
            }
            chunks.removeFirst();
        }
        return false;
    }

    /** Takes what it can from the front of a buffer. */
    interface Reader<E extends Exception> {
        void take(ByteBuffer bytes) throws E;
    }
}
