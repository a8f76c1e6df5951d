package dev.postern.core.session;

import dev.postern.core.tls.TlsFacts;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bytes both ways until one side ends: what a side does not take at once stops the other from being read.
 *
 * <p>A session that we end is told so at a quiet moment ({@link RelayGate#quiet}), or cut when none has come in time.
 */
final class RelayPhase implements Phase, RelayGate.Sides {
    /** Octets that a gate may have said to one side before that side's own bytes are no longer read. */
    private static final long MOST_ANSWERS = 256 * 1024;

    /** For a side that has been ended or broken, and keeps the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Session session;
    private final Connection client;
    private final Connection backend;
    private final RelayGate gate;
    private final IdleWatch idle;
    private final LoopTimer patience;
    private final RightWatch right;
    private boolean clientPaused;
    private boolean backendPaused;
    private boolean clientEnded;
    private boolean backendBroken;
    private @Nullable CloseReason ending;

    RelayPhase(Session session, Connection backend, Verdict.Accepted who, @Nullable BearerCredentials credentials) {
        this.session = session;
        this.client = session.client();
        this.backend = backend;
        this.gate = protocol().gate(session.facts());
        this.patience = new LoopTimer(client.loop());
        this.idle = new IdleWatch(client.loop(), () -> end(CloseReason.IDLE_TIMEOUT));
        this.right = new RightWatch(session, who, credentials, this::end);
    }

    /** Takes over both legs, and what each side has said already. */
    void begin(ByteBuffer fromBackend, ByteBuffer fromClient) {
        backend.listener(new BackendLeg());
        idle.start(session.services().deadlines().idle());
        right.start();
        relayOut(fromBackend);
        if (fromClient.hasRemaining()) {
            onBytes(fromClient);
        }
    }

    // ---- the client's leg

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (session.ending()) {
            bytes.position(bytes.limit());
            return;
        }
        idle.active();
        session.journal().countIn(bytes.remaining());
        gate.onClientBytes(bytes, this);
        balance();
        leaveIfQuiet();
    }

    @Override
    public void onDrained() {
        if (backendBroken) {
            session.abort(CloseReason.BACKEND_LOST, "");
        } else {
            balance();
        }
    }

    /** Passed on as it is: what the backend has still to say reaches the client. */
    @Override
    public void onInputEnd() {
        clientEnded = true;
        backend.closeOutput();
        idle.start(PATIENCE);
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        idle.stop();
        patience.cancel();
        right.stop();
        // Whole commands that we have got are not lost with their client; a cut one is no command to any backend.
        backend.close();
        boolean said = gate.leaving() && end.kind() == ConnectionEnd.Kind.ABRUPT;
        session.onClosed(said ? new ConnectionEnd(ConnectionEnd.Kind.CLEAN, "") : end);
    }

    @Override
    public void onTls(TlsFacts facts) {
        throw new IllegalStateException("TLS begins before the relay");
    }

    // ---- the backend's leg

    private void relayOut(ByteBuffer bytes) {
        if (session.ending() || !bytes.hasRemaining()) {
            bytes.position(bytes.limit());
            return;
        }
        idle.active();
        session.journal().countOut(bytes.remaining());
        gate.onBackendBytes(bytes, this);
        balance();
        leaveIfQuiet();
    }

    private final class BackendLeg implements ConnectionListener {
        @Override
        public void onBytes(ByteBuffer bytes) {
            relayOut(bytes);
        }

        @Override
        public void onDrained() {
            balance();
        }

        @Override
        public void onTls(TlsFacts facts) {
            throw new IllegalStateException("TLS begins before the relay");
        }

        @Override
        public void onInputEnd() {
            session.close(clientEnded || gate.leaving() ? CloseReason.CLIENT_CLOSED : CloseReason.BACKEND_CLOSED);
            backend.close();
        }

        @Override
        public void onClosed(ConnectionEnd end) {
            if (session.ending()) {
                return;
            }
            switch (end.kind()) {
                case CLEAN, BY_US -> session.close(CloseReason.BACKEND_CLOSED, end.detail());
                case ABRUPT, TLS_HANDSHAKE, TLS_RECORD -> onBroken(end.detail());
            }
        }

        /** The client sees a break as a break, behind all that came before it. */
        private void onBroken(String detail) {
            backendBroken = true;
            if (client.unsent() == 0) {
                session.abort(CloseReason.BACKEND_LOST, detail);
            } else {
                patience.set(PATIENCE, () -> session.abort(CloseReason.BACKEND_LOST, detail));
            }
        }
    }

    /** A side that does not take its bytes stops the other; a side that does not take our answers stops itself. */
    private void balance() {
        long toClient = client.unsent();
        long toBackend = backend.unsent();
        boolean stopClient = toBackend > 0 || toClient > MOST_ANSWERS;
        boolean stopBackend = toClient > 0 || toBackend > MOST_ANSWERS;
        if (stopClient != clientPaused) {
            clientPaused = stopClient;
            pause(client, stopClient);
        }
        if (stopBackend != backendPaused) {
            backendPaused = stopBackend;
            pause(backend, stopBackend);
        }
    }

    private static void pause(Connection side, boolean stop) {
        if (stop) {
            side.pauseReading();
        } else {
            side.resumeReading();
        }
    }

    // ---- what the gate asks for

    @Override
    public void toBackend(ByteBuffer bytes) {
        backend.send(bytes);
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        client.send(bytes);
    }

    @Override
    public void forgery(String by) {
        session.journal().forgery(by);
    }

    @Override
    public void violate(String detail) {
        backend.abort();
        session.close(CloseReason.PROTOCOL_VIOLATION, detail);
    }

    // ---- our own end

    @Override
    public void end(CloseReason reason) {
        if (ending == null && !session.ending()) {
            ending = reason;
            session.journal().ending(reason);
            patience.set(session.services().deadlines().farewell(), () -> finish(reason));
            leaveIfQuiet();
        }
    }

    private void leaveIfQuiet() {
        CloseReason reason = ending;
        if (reason != null && !session.ending() && gate.quiet()) {
            byte[] words = protocol().farewell(reason).getBytes(StandardCharsets.ISO_8859_1);
            client.send(ByteBuffer.wrap(words));
            finish(reason);
        }
    }

    private void finish(CloseReason reason) {
        session.close(reason);
        backend.close();
    }

    private MailProtocol protocol() {
        return session.mail().service().protocol();
    }
}
