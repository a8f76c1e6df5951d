package dev.postern.core.session;

import dev.postern.core.address.ProxyHeader;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.route.Upstream;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A route leads to another server: from the choice until that server has taken the connection, or not. */
final class UpstreamPhase implements Phase, Connector.ConnectListener {
    private final Session session;
    private final Upstream upstream;
    private ByteBuffer held = ByteBuffer.allocate(0);
    private Connector.@Nullable Attempt connecting;

    UpstreamPhase(Session session, Upstream upstream) {
        this.session = session;
        this.upstream = upstream;
    }

    /**
     * Begins, and reads no more of the client meanwhile.
     *
     * @param fromClient what the upstream shall get first; ours to keep
     */
    void begin(ByteBuffer fromClient) {
        held = fromClient;
        session.become(this);
        session.client().pauseReading();
        connecting = session.services()
                .connector()
                .connect(
                        upstream.host(),
                        upstream.port(),
                        session.services().deadlines().connect(),
                        session.client().loop(),
                        this);
    }

    @Override
    public void onConnected(Connection connection) {
        connecting = null;
        if (session.ending()) {
            connection.abort();
            return;
        }
        session.journal().onUpstream(upstream);
        TransitPhase transit = new TransitPhase(session, connection, upstream.idle());
        session.become(transit);
        sendProxyHeader(connection);
        transit.begin(held);
    }

    /** PROXY protocol §2: before everything else. */
    private void sendProxyHeader(Connection connection) {
        Client.Facts visitor = session.facts();
        switch (upstream.proxyHeader()) {
            case NONE -> {}
            case V1 -> connection.send(ProxyHeader.version1(visitor.remote(), visitor.local()));
            case V2 -> connection.send(ProxyHeader.version2(visitor.remote(), visitor.local()));
        }
    }

    @Override
    public void onConnectFailed(BackendFailure why, String detail) {
        connecting = null;
        if (!session.ending()) {
            session.close(
                    CloseReason.UPSTREAM_UNREACHABLE,
                    upstream.name() + ": " + why.name().toLowerCase(Locale.ROOT) + ": " + detail);
        }
    }

    @Override
    public void end(CloseReason reason) {
        session.close(reason);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (!session.ending()) {
            throw new IllegalStateException("bytes while reading is paused");
        }
        bytes.position(bytes.limit());
    }

    @Override
    public void onTls(TlsFacts facts) {
        throw new IllegalStateException("TLS has begun already, or never will");
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
        Connector.Attempt underWay = connecting;
        if (underWay != null) {
            underWay.cancel();
        }
        session.onClosed(end);
    }
}
