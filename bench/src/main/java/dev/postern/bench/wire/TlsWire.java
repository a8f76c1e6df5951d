package dev.postern.bench.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS by an engine over a blocking socket; a socket of JSSE's own would hold its buffers while it rests. */
final class TlsWire implements Wire {
    /** More than one record, so that a burst is read at once. */
    private static final int READ = 64 * 1024;

    private static final int WRITE = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Socket socket;
    private final SSLEngine engine;
    private ByteBuffer sealed = NOTHING;
    private ByteBuffer opened = NOTHING;
    private ByteBuffer outgoing = NOTHING;
    private boolean resumed;

    TlsWire(Socket socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** Ends when application data may be written. */
    void handshake() throws IOException {
        engine.beginHandshake();
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> seal(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!openNext()) {
                        throw new EOFException("closed in the handshake");
                    }
                }
                default -> {
                    return;
                }
            }
        }
    }

    void resumed(boolean it) {
        resumed = it;
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!opened.hasRemaining()) {
            if (length >= engine.getSession().getApplicationBufferSize()) {
                ByteBuffer direct = ByteBuffer.wrap(into, from, length);
                if (!open(direct)) {
                    return -1;
                }
                if (direct.position() > from) {
                    return direct.position() - from;
                }
            } else if (!openNext()) {
                return -1;
            }
        }
        int count = Math.min(length, opened.remaining());
        opened.get(into, from, count);
        return count;
    }

    /** The buffer of ours that takes one record: empty, between two. */
    private ByteBuffer target() {
        int needed = engine.getSession().getApplicationBufferSize();
        if (opened.capacity() < needed) {
            opened = ByteBuffer.allocate(needed);
        }
        return opened.clear();
    }

    /** Opens the next record into the buffer of ours; false at the end of the stream. */
    private boolean openNext() throws IOException {
        ByteBuffer own = target();
        boolean more = open(own);
        own.flip();
        return more;
    }

    private boolean open(ByteBuffer target) throws IOException {
        while (true) {
            SSLEngineResult result = engine.unwrap(sealed, target);
            switch (result.getStatus()) {
                case OK -> {
                    serve(result.getHandshakeStatus());
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_UNDERFLOW -> {
                    if (!fill()) {
                        return false;
                    }
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record larger than the engine's own limit");
            }
        }
    }

    /** What the engine wants after a record, such as the answer to a key update. */
    private void serve(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            seal(NOTHING);
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private boolean fill() throws IOException {
        if (sealed.capacity() == 0) {
            sealed = ByteBuffer.allocate(READ).limit(0);
        }
        sealed.compact();
        int count = socket.getInputStream().read(sealed.array(), sealed.position(), sealed.remaining());
        if (count > 0) {
            sealed.position(sealed.position() + count);
        }
        sealed.flip();
        return count > 0;
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        seal(ByteBuffer.wrap(octets, from, length));
    }

    /** Writes all of it, or what the handshake has to say. */
    private void seal(ByteBuffer plain) throws IOException {
        if (outgoing.capacity() == 0) {
            outgoing = ByteBuffer.allocate(WRITE);
        }
        int record = engine.getSession().getPacketBufferSize();
        do {
            outgoing.clear();
            do {
                SSLEngineResult result = engine.wrap(plain, outgoing);
                if (result.getStatus() == SSLEngineResult.Status.CLOSED && plain.hasRemaining()) {
                    throw new EOFException("closed while writing");
                }
            } while (outgoing.remaining() >= record && plain.hasRemaining());
            socket.getOutputStream().write(outgoing.array(), 0, outgoing.position());
        } while (plain.hasRemaining());
    }

    @Override
    public void rest() {
        if (!sealed.hasRemaining()) {
            sealed = NOTHING;
        }
        if (!opened.hasRemaining()) {
            opened = NOTHING;
        }
        outgoing = NOTHING;
    }

    /** Says goodbye as TLS has it, where that can still be said. */
    @Override
    public void close() throws IOException {
        try (socket) {
            engine.closeOutbound();
            seal(NOTHING);
        } catch (IOException gone) {
            // The socket is closed either way.
        }
    }
}
