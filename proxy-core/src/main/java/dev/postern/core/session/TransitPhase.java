package dev.postern.core.session;

import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Bytes both ways between a visitor and an upstream, unread: an end of one direction is passed on as that, and a break as
 * a break.
 */
final class TransitPhase implements Phase {
    /** How long no byte may move once one side has ended its direction. */
    private static final Duration HALF_CLOSED = Duration.ofMinutes(2);

    /** How long a visitor may take to fetch what came before the upstream broke. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Session session;
    private final Connection client;
    private final Connection upstream;
    private final Flow toUpstream;
    private final Flow toClient;
    private final Duration idleLimit;
    private final IdleWatch idle;
    private final LoopTimer patience;
    private boolean clientEnded;
    private boolean upstreamEndedFirst;
    private boolean upstreamBroken;

    TransitPhase(Session session, Connection upstream, Duration idleLimit) {
        this.session = session;
        this.client = session.client();
        this.upstream = upstream;
        this.toUpstream = new Flow(client, upstream);
        this.toClient = new Flow(upstream, client);
        this.idleLimit = idleLimit;
        this.idle = new IdleWatch(client.loop(), () -> end(CloseReason.IDLE_TIMEOUT));
        this.patience = new LoopTimer(client.loop());
    }

    /** Takes over both legs, and what the visitor has said already. */
    void begin(ByteBuffer fromClient) {
        upstream.listener(new UpstreamLeg());
        idle.start(idleLimit);
        client.resumeReading();
        // A change of the settings may have come while we connected.
        session.services().live().objection(session).ifPresent(this::end);
        onBytes(fromClient);
    }

    // ---- the visitor's leg

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (session.ending()) {
            bytes.position(bytes.limit());
            return;
        }
        idle.active();
        session.journal().countIn(bytes.remaining());
        toUpstream.pass(bytes);
    }

    @Override
    public void onDrained() {
        idle.active();
        if (upstreamBroken) {
            session.reset(CloseReason.BACKEND_LOST, "");
        } else {
            toClient.balance();
        }
    }

    @Override
    public void onInputEnd() {
        clientEnded = true;
        upstream.closeOutput();
        watchHalfClosed();
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        idle.stop();
        patience.cancel();
        switch (end.kind()) {
            case CLEAN, BY_US -> upstream.close();
            case ABRUPT, TLS_HANDSHAKE, TLS_RECORD -> upstream.reset();
        }
        if (upstreamEndedFirst && end.kind() == ConnectionEnd.Kind.CLEAN) {
            session.settle(CloseReason.BACKEND_CLOSED, "");
        }
        session.onClosed(end);
    }

    @Override
    public void onTls(TlsFacts facts) {
        throw new IllegalStateException("TLS begins before the transit");
    }

    // ---- the upstream's leg

    private final class UpstreamLeg implements ConnectionListener {
        @Override
        public void onBytes(ByteBuffer bytes) {
            if (session.ending()) {
                bytes.position(bytes.limit());
                return;
            }
            idle.active();
            session.journal().countOut(bytes.remaining());
            toClient.pass(bytes);
        }

        @Override
        public void onDrained() {
            idle.active();
            toUpstream.balance();
        }

        @Override
        public void onTls(TlsFacts facts) {
            throw new IllegalStateException("what passes here is never opened");
        }

        @Override
        public void onInputEnd() {
            upstreamEndedFirst = !clientEnded;
            client.closeOutput();
            watchHalfClosed();
        }

        @Override
        public void onClosed(ConnectionEnd end) {
            if (session.ending()) {
                return;
            }
            switch (end.kind()) {
                case CLEAN -> {} // Both directions have ended: the visitor's leg ends as soon as it has fetched the
                // rest.
                case BY_US -> session.close(CloseReason.INTERNAL_ERROR, end.detail());
                case ABRUPT, TLS_HANDSHAKE, TLS_RECORD -> onBroken(end.detail());
            }
        }

        /** The visitor sees a break as a break, behind all that came before it. */
        private void onBroken(String detail) {
            upstreamBroken = true;
            if (client.unsent() == 0) {
                session.reset(CloseReason.BACKEND_LOST, detail);
            } else {
                patience.set(PATIENCE, () -> session.reset(CloseReason.BACKEND_LOST, detail));
            }
        }
    }

    private void watchHalfClosed() {
        idle.start(idleLimit.compareTo(HALF_CLOSED) < 0 ? idleLimit : HALF_CLOSED);
    }

    // ---- our own end

    @Override
    public void end(CloseReason reason) {
        if (!session.ending()) {
            session.close(reason);
            upstream.close();
        }
    }
}
