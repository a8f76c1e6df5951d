package dev.postern.core.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** A TLS peer whose records a test holds in its hands before they are sent. */
final class ScriptedTls {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    final SSLEngine engine;
    private final Socket socket;
    private final ByteBuffer received = ByteBuffer.allocate(256 * 1024).limit(0);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    ScriptedTls(Socket socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** Handshakes, and returns our last flight unsent, so that a test may send more with it. */
    byte[] handshakeButLastFlight() throws IOException {
        engine.beginHandshake();
        while (true) {
            byte[] flight = records();
            if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                return flight;
            }
            write(flight);
            if (!read()) {
                throw new IOException("closed during the handshake");
            }
        }
    }

    void handshake() throws IOException {
        write(handshakeButLastFlight());
        // In TLS 1.2 the server speaks last.
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING && read()) {
            write(records());
        }
    }

    /** All that the engine wants to say now. */
    byte[] records() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            if (!wrap(NOTHING, out)) {
                break;
            }
        }
        return out.toByteArray();
    }

    byte[] encrypt(byte[] plaintext) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer source = ByteBuffer.wrap(plaintext);
        while (source.hasRemaining()) {
            wrap(source, out);
        }
        return out.toByteArray();
    }

    byte[] encrypt(String text) throws IOException {
        return encrypt(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    byte[] closeNotify() throws IOException {
        engine.closeOutbound();
        return records();
    }

    void write(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        socket.getOutputStream().write(all.toByteArray());
        socket.getOutputStream().flush();
    }

    /** Reads until so many plaintext bytes have come in all, or the stream or TLS has ended. */
    String hear(int length) throws IOException {
        while (heard.size() < length && read()) {
            write(records());
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads to the end; true where close_notify came before it. */
    boolean endsWithCloseNotify() throws IOException {
        while (!engine.isInboundDone() && read()) {
            write(records());
        }
        return engine.isInboundDone();
    }

    /** Takes what the peer has sent; false at the end of the stream. */
    boolean read() throws IOException {
        if (unwrapAll()) {
            return !engine.isInboundDone();
        }
        received.compact();
        InputStream in = socket.getInputStream();
        int length = in.read(received.array(), received.position(), Math.min(received.remaining(), 64 * 1024));
        received.position(received.position() + Math.max(length, 0)).flip();
        unwrapAll();
        return length >= 0 && !engine.isInboundDone();
    }

    /** Stops where the engine wants to speak first; tells whether it took anything. */
    private boolean unwrapAll() throws IOException {
        ByteBuffer plaintext = ByteBuffer.allocate(128 * 1024);
        int before = received.remaining();
        SSLEngineResult result;
        do {
            result = engine.unwrap(received, plaintext.clear());
            heard.write(plaintext.array(), 0, plaintext.position());
            runTasks();
        } while (result.getStatus() == Status.OK
                && result.bytesConsumed() > 0
                && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP);
        return received.remaining() < before;
    }

    private boolean wrap(ByteBuffer source, ByteArrayOutputStream out) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(20 * 1024);
        SSLEngineResult result = engine.wrap(source, record);
        out.write(record.array(), 0, record.position());
        runTasks();
        return result.bytesProduced() > 0;
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
