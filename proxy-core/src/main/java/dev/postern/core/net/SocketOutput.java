package dev.postern.core.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Writes straight to one socket, and keeps a copy of what the socket does not take. */
final class SocketOutput {
    private static final int MOST_HELD = 16 * 1024;

    private final SocketChannel channel;
    private @Nullable UnsentBytes kept;
    private boolean holding;

    SocketOutput(SocketChannel channel) {
        this.channel = channel;
    }

    long unsent() {
        return kept == null ? 0 : kept.size();
    }

    /** Until {@link #letGo}, small pieces wait for one another, and count as unsent. */
    void hold(boolean wanted) {
        holding = wanted;
    }

    /** Writes what has waited. */
    void letGo() throws IOException {
        if (holding) {
            holding = false;
            flush();
        }
    }

    /** Consumes all bytes; what waits already goes first. */
    void write(ByteBuffer bytes) throws IOException {
        if (holding && unsent() + bytes.remaining() > MOST_HELD) {
            letGo();
        }
        if (kept == null && !holding) {
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                return;
            }
        }
        if (kept == null) {
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
