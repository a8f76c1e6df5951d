package dev.postern.core.session;

import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection whose far end is the test: it says, reads what was sent, and stops taking bytes. */
final class FakeConnection implements Connection {
    private final ManualLoop loop;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private @Nullable ConnectionListener listener;
    /** Looks at the world whenever the connection is asked where it leads, or given to somebody. */
    Runnable witness = () -> {};

    boolean stuck;
    long unsent;
    boolean paused;
    boolean tlsStarted;

    @Nullable
    TlsEngines tlsEngines;

    String tlsRead = "";
    boolean outputClosed;
    boolean closed;
    boolean aborted;
    boolean reset;

    FakeConnection(ManualLoop loop, String remote, String local) {
        this.loop = loop;
        this.remote = address(remote);
        this.local = address(local);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    // ---- the far end

    void says(String text) {
        if (paused) {
            throw new IllegalStateException("nobody reads");
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        listener().onBytes(bytes);
        if (bytes.hasRemaining()) {
            throw new IllegalStateException("bytes were left in the connection's buffer");
        }
    }

    /** What has been sent to the far end since the last look. */
    String heard() {
        String text = sent.toString(StandardCharsets.ISO_8859_1);
        sent.reset();
        return text;
    }

    void takesAgain() {
        stuck = false;
        unsent = 0;
        listener().onDrained();
    }

    void finishesTls() {
        tlsStarted = false;
        listener().onTls(new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", "", "", Instant.now()));
    }

    void endsInput() {
        listener().onInputEnd();
    }

    void isGone(ConnectionEnd.Kind kind) {
        listener().onClosed(new ConnectionEnd(kind, ""));
    }

    private ConnectionListener listener() {
        return Objects.requireNonNull(listener);
    }

    // ---- the near end

    @Override
    public void listener(ConnectionListener next) {
        witness.run();
        listener = next;
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (stuck) {
            unsent += bytes.remaining();
        }
        byte[] octets = new byte[bytes.remaining()];
        bytes.get(octets);
        sent.writeBytes(octets);
    }

    @Override
    public long unsent() {
        return unsent;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
    }

    @Override
    public void startTls(TlsEngines engines, ByteBuffer alreadyRead) {
        tlsStarted = true;
        tlsEngines = engines;
        tlsRead = StandardCharsets.ISO_8859_1.decode(alreadyRead).toString();
    }

    @Override
    public void closeOutput() {
        outputClosed = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public void reset() {
        reset = true;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        witness.run();
        return remote;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }
}
