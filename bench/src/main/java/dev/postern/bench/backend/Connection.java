package dev.postern.bench.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A socket, and what could not be written to it yet. */
final class Connection implements Output {
    private final SelectionKey key;
    private final SocketChannel channel;
    private final Deque<ByteBuffer> queue = new ArrayDeque<>(2);
    private final StringBuilder said = new StringBuilder(0);
    private @Nullable Dialogue dialogue;
    private boolean ending;

    Connection(SelectionKey key, SocketChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    void begin(Function<Output, Dialogue> protocol) {
        Dialogue begun = protocol.apply(this);
        dialogue = begun;
        begun.greet();
        flush();
    }

    void ready(ByteBuffer incoming) {
        if (key.isReadable()) {
            read(incoming);
        }
        flush();
    }

    private void read(ByteBuffer incoming) {
        try {
            int count = channel.read(incoming.clear());
            if (count < 0) {
                close();
            } else if (dialogue != null && !ending) {
                dialogue.take(incoming.flip());
            }
        } catch (IOException reset) {
            close();
        }
    }

    @Override
    public void line(String text) {
        said.append(text).append("\r\n");
    }

    @Override
    public void octets(ByteBuffer octets) {
        settle();
        queue.add(octets);
    }

    @Override
    public void end() {
        ending = true;
    }

    /** Lines that were said go out as one piece. */
    private void settle() {
        if (!said.isEmpty()) {
            queue.add(ByteBuffer.wrap(said.toString().getBytes(StandardCharsets.US_ASCII)));
            said.setLength(0);
        }
    }

    private void flush() {
        settle();
        try {
            while (!queue.isEmpty() && key.isValid()) {
                channel.write(queue.element());
                if (queue.element().hasRemaining()) {
                    break;
                }
                queue.remove();
            }
            if (key.isValid()) {
                key.interestOps(queue.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
            if (ending && queue.isEmpty()) {
                close();
            }
        } catch (IOException reset) {
            close();
        }
    }

    private void close() {
        queue.clear();
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to be done.
        }
    }
}
