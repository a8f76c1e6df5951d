package dev.postern.core.session;

import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Implicit TLS: from accept to the end of the handshake. */
final class HandshakePhase implements Phase {
    private final Session session;
    private EventLoop.@Nullable Timer deadline;

    HandshakePhase(Session session) {
        this.session = session;
    }

    void begin() {
        deadline = session.client()
                .loop()
                .after(
                        session.services().deadlines().handshake(),
                        () -> session.abort(CloseReason.HANDSHAKE_TIMEOUT, ""));
        session.client().startTls(session.listener().tls(), ByteBuffer.allocate(0));
    }

    @Override
    public void onTls(TlsFacts facts) {
        done();
        session.journal().onTls(facts);
        PreludePhase prelude = new PreludePhase(session);
        session.become(prelude);
        prelude.open(true);
    }

    private void done() {
        EventLoop.Timer running = deadline;
        if (running != null) {
            running.cancel();
        }
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
        done();
        session.onClosed(end);
    }
}
