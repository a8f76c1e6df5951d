package dev.postern.core.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Writes straight to one socket, and keeps a copy of what the socket does not take. */
final class SocketOutput {
    private final SocketChannel channel;
    private @Nullable UnsentBytes kept;

    SocketOutput(SocketChannel channel) {
        this.channel = channel;
    }

    long unsent() {
        return kept == null ? 0 : kept.size();
    }

    /** Consumes all bytes; what waits already goes first. */
    void write(ByteBuffer bytes) throws IOException {
        if (kept == null) {
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                return;
            }
            kept = new UnsentBytes();
        }
        kept.add(bytes);
    }

    /** Goes on where the socket can take more; tells whether nothing is left. */
    boolean flush() throws IOException {
        if (kept != null && !kept.drain(channel::write)) {
            kept = null;
        }
        return kept == null;
    }

    /** The end of the stream: a FIN behind everything that was written. */
    void end() throws IOException {
        channel.shutdownOutput();
    }
}
