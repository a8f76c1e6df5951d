package dev.postern.core.net;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.tls.EngineTasks;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS around one connection's bytes: drives an {@link SSLEngine} and knows no socket.
 *
 * <p>Between two events it holds nothing but the engine, the start of an unfinished record, and plaintext that waits for
 * the handshake. Confined to its loop; only the engine's own tasks run elsewhere, and while they do nobody touches the
 * engine.
 */
final class TlsLayer {
    private final SSLEngine engine;
    private final TlsCarrier carrier;
    private final LoopProcessor loop;
    private final HandshakeTasks tasks;
    private final TlsEngines engines;
    private final TlsOutput output;
    private final HandshakeRules rules = new HandshakeRules();

    private boolean established;
    private boolean taskRunning;
    private boolean inputClosed;
    private boolean outputClosing;
    private boolean failed;
    private boolean stalled;
    private boolean swallowed; // what a native engine has taken, it may not have given back as plaintext yet
    private @Nullable ByteBuffer kept;

    TlsLayer(TlsEngines engines, TlsCarrier carrier, LoopProcessor loop, HandshakeTasks tasks) {
        this.engines = engines;
        this.engine = engines.newEngine();
        this.carrier = carrier;
        this.loop = loop;
        this.tasks = tasks;
        this.output = new TlsOutput(engine, carrier, loop.buffers(), engines.nativeCode());
    }

    /** Starts with what was read before TLS was asked for; call {@link #received} next. */
    void begin(ByteBuffer alreadyRead) throws SSLException {
        keep(alreadyRead);
        engine.beginHandshake();
    }

    /** True where more bytes from the peer are of use. */
    boolean takesRecords() {
        return !inputClosed
                && !failed
                && (!taskRunning || kept == null || kept.remaining() < LoopBuffers.KEPT_SIZE / 2);
    }

    boolean inputClosed() {
        return inputClosed;
    }

    boolean established() {
        return established;
    }

    /** True where the peer has sent something of its handshake; who only looks whether a port is open fails none. */
    boolean begun() {
        return kept != null || rules.begun();
    }

    /** True while kept bytes wait for the engine's tasks. */
    boolean busy() {
        return taskRunning;
    }

    /** True where decrypting stopped only because the application has paused. */
    boolean stalled() {
        return stalled || inputClosed;
    }

    /** Empty, for records on their way to {@link #received}. */
    ByteBuffer records() {
        return loop.buffers().received(engines.nativeCode());
    }

    /** Plaintext that was sent before the handshake was finished. */
    long early() {
        return output.early();
    }

    /** Puts in front what was kept, so that new bytes can be read behind it. */
    void unkeep(ByteBuffer records) {
        if (kept != null) {
            records.put(kept);
            kept = null;
        }
    }

    /** Works on all complete records, keeps the rest; also with none, to let the engine go on. */
    void received(ByteBuffer records) throws IOException {
        ByteBuffer plaintext = loop.buffers().plaintext();
        try {
            boolean more = true;
            while (more && !failed) {
                more = step(records, plaintext);
            }
            deliver(plaintext);
            keep(records);
            if (established && !taskRunning) {
                output.sendEarly();
                finishOutput();
            }
        } catch (SSLException e) {
            deliver(plaintext);
            fail(e);
        }
    }

    void send(ByteBuffer plaintext) throws IOException {
        if (!established || taskRunning || output.early() > 0) {
            output.keep(plaintext);
        } else {
            encrypting(() -> output.send(plaintext));
        }
    }

    /** Sends close_notify behind all plaintext, as soon as that is possible. */
    void closeOutput() throws IOException {
        outputClosing = true;
        finishOutput();
    }

    /** Says what can still be said to a peer before its connection is closed. */
    void abandon() throws IOException {
        if (!taskRunning && !failed) {
            encrypting(output::close);
        }
        failed = true;
    }

    /** The connection has ended, whichever way. */
    void release() throws IOException {
        if (engines.nativeCode()) {
            output.release();
        }
    }

    /** One move of the engine; tells whether another can follow at once. */
    private boolean step(ByteBuffer records, ByteBuffer plaintext) throws IOException {
        if (taskRunning) {
            return false;
        }
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> startTasks();
            case NEED_WRAP -> sendHandshake() || (swallowed && unwrap(records, plaintext));
            default -> unwrap(records, plaintext);
        };
    }

    private boolean unwrap(ByteBuffer records, ByteBuffer plaintext) throws IOException {
        boolean more = records.hasRemaining() || swallowed;
        stalled = more && !carrier.takesPlaintext();
        if (inputClosed || stalled || !more) {
            return false;
        }
        rules.onRecord(records);
        SSLEngineResult result = engine.unwrap(records, plaintext);
        swallowed = engines.nativeCode() && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
        return switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> false;
            case BUFFER_OVERFLOW -> makeRoom(plaintext);
            case CLOSED -> closeInput(records, plaintext);
            case OK -> {
                rules.onConsumed(result.bytesConsumed());
                noteEstablished(result);
                yield result.bytesConsumed() > 0 || swallowed || engineHasWork();
            }
        };
    }

    private boolean engineHasWork() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
    }

    private boolean makeRoom(ByteBuffer plaintext) throws SSLException {
        if (plaintext.position() == 0) {
            throw new SSLException("record too large");
        }
        deliver(plaintext);
        return true;
    }

    private boolean closeInput(ByteBuffer records, ByteBuffer plaintext) throws IOException {
        if (!established) {
            throw new SSLException("closed by the peer during the handshake");
        }
        // RFC 8446 §6.1: any data received after close_notify must be ignored.
        inputClosed = true;
        records.position(records.limit());
        deliver(plaintext);
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            // RFC 5246 §7.2.1: the other party answers with a close_notify of its own, and drops pending writes.
            output.sendHandshake();
        }
        if (engine.isOutboundDone()) {
            carrier.onOutputClosed();
        }
        return false;
    }

    private void deliver(ByteBuffer plaintext) {
        if (plaintext.flip().hasRemaining()) {
            carrier.onPlaintext(plaintext);
        }
        plaintext.clear();
    }

    private boolean sendHandshake() throws IOException {
        SSLEngineResult result = output.sendHandshake();
        noteEstablished(result);
        return result.bytesProduced() > 0 || result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW;
    }

    private void noteEstablished(SSLEngineResult result) throws IOException {
        HandshakeStatus status = result.getHandshakeStatus();
        if (established || (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING)) {
            return;
        }
        established = true;
        rules.finished(engine.getSession().getProtocol());
        output.sendEarly();
        carrier.onEstablished(TlsFacts.of(engine));
        finishOutput();
    }

    private boolean startTasks() {
        if (engines.quick() && loop.mayWork()) {
            EngineTasks.run(engine);
            return true;
        }
        taskRunning = true;
        tasks.run(engine, loop, thrown -> {
            taskRunning = false;
            if (thrown == null) {
                carrier.resumeTls();
            } else {
                failed = true;
                LoopProcessor.report(thrown);
                carrier.onTlsFailure(kind(), "the engine failed");
            }
        });
        return false;
    }

    private void finishOutput() throws IOException {
        if (outputClosing && established && !taskRunning && !output.closed()) {
            encrypting(output::close);
            carrier.onOutputClosed();
        }
    }

    private void encrypting(SocketEvent encryption) throws IOException {
        try {
            encryption.happen();
        } catch (SSLException e) {
            fail(e);
        }
    }

    private void fail(SSLException cause) throws IOException {
        if (failed) {
            return;
        }
        failed = true;
        if (!taskRunning) {
            engine.closeOutbound();
            output.sendAlerts();
        }
        carrier.onTlsFailure(kind(), Objects.requireNonNullElse(cause.getMessage(), "no detail"));
    }

    private ConnectionEnd.Kind kind() {
        return established ? ConnectionEnd.Kind.TLS_RECORD : ConnectionEnd.Kind.TLS_HANDSHAKE;
    }

    private void keep(ByteBuffer records) {
        if (records.hasRemaining() && !inputClosed) {
            kept = ByteBuffer.allocate(records.remaining()).put(records).flip();
        }
    }
}
