package dev.postern.core.session;

import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;

/** Implicit TLS: from the ClientHello to the end of the handshake. */
final class HandshakePhase implements Phase {
    private final Session session;
    private final LoopTimer deadline;
    private final Runnable next;

    /**
     * @param deadline runs already
     * @param next opens the phase that the handshake leads to
     */
    HandshakePhase(Session session, LoopTimer deadline, Runnable next) {
        this.session = session;
        this.deadline = deadline;
        this.next = next;
    }

    /** With what the client has already sent of its handshake. */
    void begin(TlsEngines tls, ByteBuffer alreadyRead) {
        session.journal().onTlsBegun();
        session.client().startTls(tls, alreadyRead);
    }

    @Override
    public void onTls(TlsFacts facts) {
        deadline.cancel();
        session.journal().onTls(facts);
        next.run();
    }

    @Override
    public void end(CloseReason reason) {
        session.abort(reason, "");
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        throw new IllegalStateException("bytes before the end of the handshake");
    }

    @Override
    public void onDrained() {
        // Nothing was waiting for it.
    }

    @Override
    public void onInputEnd() {
        session.close(CloseReason.CLIENT_CLOSED);
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        deadline.cancel();
        session.onClosed(end);
    }
}
