package dev.postern.core.net;

import dev.postern.core.session.Connection;
import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.ConnectionListener;
import dev.postern.core.tls.TlsFacts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes down what a connection tells, and lets a test act on the connection's loop. */
final class RecordingListener implements ConnectionListener {
    final Connection connection;
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final CompletableFuture<TlsFacts> tls = new CompletableFuture<>();
    final CompletableFuture<ConnectionEnd> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    volatile Consumer<String> also = event -> {};

    RecordingListener(Connection connection) {
        this.connection = connection;
        connection.listener(this);
    }

    /** The next event, in order: "bytes", "drained", "tls", "input end" or "closed". */
    String next() throws InterruptedException {
        String event = events.poll(8, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    /** What was heard, once it is so long. */
    byte[] bytes(int length) throws InterruptedException {
        synchronized (heard) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            while (heard.size() < length && System.nanoTime() < deadline) {
                heard.wait(100);
            }
            return heard.toByteArray();
        }
    }

    String text(int length) throws InterruptedException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Runs on the loop and comes back with what went wrong there. */
    void onLoop(Consumer<Connection> action) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        connection.loop().execute(() -> {
            try {
                action.accept(connection);
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.get(8, TimeUnit.SECONDS);
    }

    void send(String text) throws Exception {
        onLoop(c -> c.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))));
    }

    ConnectionEnd end() throws Exception {
        return closed.get(8, TimeUnit.SECONDS);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        synchronized (heard) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            heard.writeBytes(copy);
            heard.notifyAll();
        }
        note("bytes");
    }

    @Override
    public void onDrained() {
        note("drained");
    }

    @Override
    public void onTls(TlsFacts facts) {
        tls.complete(facts);
        note("tls");
    }

    @Override
    public void onInputEnd() {
        note("input end");
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        note(closed.complete(end) ? "closed" : "closed again");
    }

    private void note(String event) {
        also.accept(event);
        events.add(event);
    }
}
