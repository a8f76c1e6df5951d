package dev.postern.core.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The sending half of a {@link TlsLayer}: many records in one write, and the plaintext that came too early. */
final class TlsOutput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int ALERT_ATTEMPTS = 4;
    /** A peer that makes the engine answer (RFC 8446 §4.6.3) and reads no answer is cut off here. */
    private static final int MOST_UNREAD_ANSWERS = 256 * 1024;

    private final SSLEngine engine;
    private final TlsCarrier carrier;
    private final LoopBuffers buffers;
    private final boolean nativeCode;
    private @Nullable UnsentBytes early;
    private boolean closed;

    TlsOutput(SSLEngine engine, TlsCarrier carrier, LoopBuffers buffers, boolean nativeCode) {
        this.engine = engine;
        this.carrier = carrier;
        this.buffers = buffers;
        this.nativeCode = nativeCode;
    }

    /** Plaintext that the engine could not take yet. */
    long early() {
        return early == null ? 0 : early.size();
    }

    boolean closed() {
        return closed;
    }

    /** Keeps a copy until {@link #sendEarly}. */
    void keep(ByteBuffer plaintext) {
        if (early == null) {
            early = new UnsentBytes();
        }
        early.add(plaintext);
    }

    void sendEarly() throws IOException {
        UnsentBytes kept = early;
        early = null;
        if (kept != null) {
            kept.drain(this::send);
        }
    }

    /** Encrypts and sends all of it; after our close_notify it is dropped. */
    void send(ByteBuffer plaintext) throws IOException {
        ByteBuffer records = buffers.records(nativeCode);
        while (plaintext.hasRemaining() && !closed) {
            SSLEngineResult result = engine.wrap(plaintext, records);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                records = flush(records);
            } else if (result.getStatus() == Status.CLOSED) {
                closed = true;
            } else if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                throw new SSLException("the engine takes no plaintext: " + result.getHandshakeStatus());
            }
        }
        plaintext.position(plaintext.limit());
        flush(records);
    }

    /** Sends all that the engine has to say of its own accord, in one write; the last result tells how it went on. */
    SSLEngineResult sendHandshake() throws IOException {
        if (carrier.unsent() > MOST_UNREAD_ANSWERS) {
            throw new SSLException("the peer reads no answers");
        }
        ByteBuffer records = buffers.records(nativeCode);
        SSLEngineResult result = engine.wrap(NOTHING, records);
        while (result.getStatus() == Status.OK
                && result.bytesProduced() > 0
                && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            result = engine.wrap(NOTHING, records);
        }
        closed |= result.getStatus() == Status.CLOSED;
        flush(records);
        return result;
    }

    /** RFC 8446 §6.1: close_notify is the last that a peer hears from us. */
    void close() throws IOException {
        if (!closed) {
            engine.closeOutbound();
            sendAlerts();
            closed = true;
        }
    }

    /** The engine has given up; the peer shall know why (RFC 8446 §6.2). */
    void sendAlerts() throws IOException {
        ByteBuffer records = buffers.records(nativeCode);
        for (int i = 0; i < ALERT_ATTEMPTS && !engine.isOutboundDone(); i++) {
            try {
                engine.wrap(NOTHING, records);
            } catch (SSLException e) {
                // The failure is told already; what counts is the alert, which may come with the next attempt.
            }
        }
        flush(records);
    }

    /** Drops what is still to be said and closes the engine both ways, so that native memory need not wait for the heap. */
    void release() throws SSLException {
        engine.closeOutbound();
        ByteBuffer nowhere = buffers.records(nativeCode);
        while (!engine.isOutboundDone() && engine.wrap(NOTHING, nowhere).bytesProduced() > 0) {
            nowhere.clear();
        }
        engine.closeInbound();
    }

    private ByteBuffer flush(ByteBuffer records) throws IOException {
        if (records.flip().hasRemaining()) {
            carrier.sendRecords(records);
        }
        return records.clear();
    }
}
