package dev.postern.core.session;

import dev.postern.core.address.Ends;
import dev.postern.core.address.ProxyHeaderReader;
import dev.postern.core.address.ProxyHeaderReading;
import dev.postern.core.address.ProxyHeaderReading.Unfinished;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a trusted proxy has made, from accept to the end of its PROXY header: what a session is about is
 * known only then. Says nothing, and hands every byte behind the header on.
 */
final class Arrival implements ConnectionListener {
    private final Connection connection;
    private final SessionAcceptor acceptor;
    private final SessionServices services;
    private final LoopTimer deadline;
    private final HeldBytes held = new HeldBytes();
    private @Nullable Session session;
    private boolean over;

    /** Has a place in the house that nobody's address answers for yet. */
    Arrival(Connection connection, SessionAcceptor acceptor, SessionServices services) {
        this.connection = connection;
        this.acceptor = acceptor;
        this.services = services;
        this.deadline = new LoopTimer(connection.loop());
    }

    /** Header and handshake have one deadline. */
    void begin() {
        services.live().arriving();
        deadline.set(services.deadlines().handshake(), this::onOverdue);
        connection.listener(this);
    }

    private void onOverdue() {
        Session arrived = session;
        if (arrived == null) {
            refuse(CloseReason.HANDSHAKE_TIMEOUT, "no PROXY header");
        } else {
            arrived.onHandshakeOverdue();
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        // Bounded: whatever is longer than a header may be has an answer other than "more".
        held.append(bytes);
        ProxyHeaderReading reading = ProxyHeaderReader.read(held.view());
        if (reading instanceof ProxyHeaderReading.Complete complete) {
            become(complete);
        } else if (reading instanceof Unfinished unfinished) {
            go(unfinished);
        }
    }

    private void go(Unfinished unfinished) {
        switch (unfinished) {
            case NEED_MORE -> {}
            case ABSENT -> refuse(CloseReason.PROXY_HEADER_MISSING, "");
            case MALFORMED -> refuse(CloseReason.PROXY_HEADER_MALFORMED, "");
            case TOO_LONG -> refuse(CloseReason.PROXY_HEADER_MALFORMED, "too long");
        }
    }

    /** He is counted at the door until he is counted inside: whoever waits for the last to leave must not miss him. */
    private void become(ProxyHeaderReading.Complete header) {
        over = true;
        try {
            enter(header);
        } finally {
            services.live().arrived();
        }
    }

    private void enter(ProxyHeaderReading.Complete header) {
        Ends own = new Ends(connection.remoteAddress(), connection.localAddress());
        Session arrived = acceptor.onIdentified(connection, header.forwarded().orElse(own))
                .orElse(null);
        if (arrived == null) {
            deadline.cancel();
            return;
        }
        session = arrived;
        ByteBuffer behind = held.take();
        behind.position(behind.position() + header.length());
        arrived.open(deadline, behind);
    }

    private void refuse(CloseReason reason, String detail) {
        leave();
        acceptor.drop(connection, reason, detail);
    }

    private void leave() {
        if (!over) {
            over = true;
            services.live().arrived();
            deadline.cancel();
            services.admission().leaveUnknown();
        }
    }

    @Override
    public void onTls(TlsFacts facts) {
        throw new IllegalStateException("TLS before the PROXY header");
    }

    @Override
    public void onDrained() {
        // Nothing was waiting for it.
    }

    @Override
    public void onInputEnd() {
        connection.close();
    }

    /** Proxies look whether a port is open, and go. */
    @Override
    public void onClosed(ConnectionEnd end) {
        leave();
        EventLog.event(LogEvent.LEFT_BEFORE_LOGIN)
                .with(LogKey.CLIENT, connection.remoteAddress().getAddress().getHostAddress())
                .with(LogKey.DOING, "awaiting PROXY header")
                .with(LogKey.DETAIL, end.detail())
                .write();
    }
}
