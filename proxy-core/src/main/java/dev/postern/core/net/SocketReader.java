package dev.postern.core.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Reads one socket into its loop's buffers: once for each time that the socket is ready. */
final class SocketReader {
    private final SocketChannel channel;
    private final LoopBuffers buffers;
    private boolean ended;

    SocketReader(SocketChannel channel, LoopBuffers buffers) {
        this.channel = channel;
        this.buffers = buffers;
    }

    /** True once the socket has given its last byte. */
    boolean ended() {
        return ended;
    }

    /** What a plain socket has, perhaps nothing. */
    ByteBuffer plaintext() throws IOException {
        return readInto(buffers.plaintext().limit(LoopBuffers.READ_SIZE));
    }

    /** What the layer had kept, and what the socket has behind it. */
    ByteBuffer records(TlsLayer layer) throws IOException {
        ByteBuffer records = layer.records();
        layer.unkeep(records);
        return readInto(records.limit(Math.min(records.capacity(), records.position() + LoopBuffers.READ_SIZE)));
    }

    /** Only what the layer had kept. */
    ByteBuffer keptRecords(TlsLayer layer) {
        ByteBuffer records = layer.records();
        layer.unkeep(records);
        return records.flip();
    }

    /** Throws away what the peer still sends. */
    void discard() throws IOException {
        readInto(buffers.received(false));
    }

    private ByteBuffer readInto(ByteBuffer buffer) throws IOException {
        ended |= channel.read(buffer) < 0;
        return buffer.flip();
    }
}
