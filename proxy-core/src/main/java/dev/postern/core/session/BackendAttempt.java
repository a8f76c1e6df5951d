package dev.postern.core.session;

import dev.postern.core.address.ProxyHeader;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendHealth;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One try to reach a backend and finish one dialogue there: connect, PROXY header, TLS, dialogue; or the dialogue alone,
 * on a connection that was prepared. Ends exactly once.
 */
final class BackendAttempt implements Connector.ConnectListener, ConnectionListener, BackendPeer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Who wants to know. */
    interface Owner {
        /** The client whose address a PROXY header tells; null where we come for ourselves. */
        Client.@Nullable Facts onBehalfOf();

        /** Called once, when the backend may speak. */
        BackendDialogue dialogue(BackendPeer peer);

        /** Done; the connection is the owner's now, and so is what the backend has said behind its last words. */
        void onReady(Connection backend, ByteBuffer leftOver, BackendAnswer answer);

        /** Not done; the connection is closed. */
        void onFailed(BackendFailure why, String doing, String detail);
    }

    private final BackendService service;
    private final BackendHealth health;
    private final Deadlines deadlines;
    private final EventLoop loop;
    private final Owner owner;
    private final LoopTimer deadline;
    private Connector.@Nullable Attempt connecting;
    private @Nullable Connection connection;
    private @Nullable BackendDialogue dialogue;
    private @Nullable BackendAnswer answer;
    private ByteBuffer offering = NOTHING;
    private String doing = "connecting to backend";
    private boolean reached;
    private boolean unanswered; // a prepared connection whose backend has not spoken since it was taken
    private boolean stale;
    private boolean over;

    BackendAttempt(WatchedBackend backend, Deadlines deadlines, EventLoop loop, Owner owner) {
        this.service = backend.service();
        this.health = backend.health();
        this.deadlines = deadlines;
        this.loop = loop;
        this.owner = owner;
        this.deadline = new LoopTimer(loop);
    }

    void start(Connector connector) {
        deadline.set(deadlines.connect(), () -> failed(BackendFailure.TIMED_OUT, "deadline passed"));
        connecting = connector.connect(service.host(), service.port(), deadlines.connect(), loop, this);
    }

    /** The same on a connection that was prepared; nothing happens before this call has returned. */
    void start(PreparedConnection waiting) {
        unanswered = true;
        loop.execute(() -> takeOver(waiting));
    }

    private void takeOver(PreparedConnection waiting) {
        if (over) {
            waiting.drop();
            return;
        }
        Connection taken = waiting.handOver(this);
        if (taken == null) {
            failed(BackendFailure.CONNECTION_LOST, "closed by the backend");
            return;
        }
        connection = taken;
        beginDialogue();
        hear(waiting.greeting());
    }

    /** True where it failed only because its prepared connection was no longer good: a new one may be. */
    boolean stale() {
        return stale;
    }

    /** Gives up; the owner hears nothing more. */
    void cancel() {
        if (!over) {
            end();
            drop();
        }
    }

    private void end() {
        over = true;
        deadline.cancel();
    }

    private void drop() {
        Connection connected = connection;
        Connector.Attempt underWay = connecting;
        if (connected != null) {
            connected.abort();
        } else if (underWay != null) {
            underWay.cancel();
        }
    }

    // ---- connecting

    @Override
    public void onConnected(Connection connected) {
        connection = connected;
        connected.listener(this);
        if (over) {
            connected.abort();
            return;
        }
        sendProxyHeader(connected);
        if (service.tlsMode() == BackendTlsMode.IMPLICIT) {
            startTls();
        } else {
            beginDialogue();
        }
    }

    /** PROXY protocol §2: before everything else, TLS included; a probe has no client and tells its own address. */
    private void sendProxyHeader(Connection connected) {
        Client.Facts client = owner.onBehalfOf();
        var source = client == null ? connected.localAddress() : client.remote();
        var destination = client == null ? connected.remoteAddress() : client.local();
        switch (service.forwarding()) {
            case PROXY_V1 -> connected.send(ProxyHeader.version1(source, destination));
            case PROXY_V2 -> connected.send(ProxyHeader.version2(source, destination));
            case NONE, ID, XCLIENT -> {}
        }
    }

    @Override
    public void onConnectFailed(BackendFailure why, String detail) {
        failed(why, detail);
    }

    private void beginDialogue() {
        deadline.set(deadlines.backendLogin(), () -> failed(BackendFailure.TIMED_OUT, "deadline passed"));
        BackendDialogue begun = owner.dialogue(this);
        dialogue = begun;
        begun.onConnected();
        settle(NOTHING);
    }

    // ---- events of the connection

    @Override
    public void onBytes(ByteBuffer bytes) {
        unanswered = false;
        hear(bytes);
    }

    private void hear(ByteBuffer bytes) {
        BackendDialogue speaking = dialogue;
        if (over || speaking == null) {
            bytes.position(bytes.limit());
            return;
        }
        offering = bytes;
        speaking.onBytes(bytes);
        offering = NOTHING;
        settle(bytes);
    }

    @Override
    public void onTls(TlsFacts facts) {
        BackendDialogue speaking = dialogue;
        if (over) {
            return;
        }
        if (speaking == null) {
            beginDialogue();
        } else {
            speaking.onTls();
            settle(NOTHING);
        }
    }

    /** Hands over once the dialogue has said that it is done and has taken its bytes. */
    private void settle(ByteBuffer rest) {
        BackendAnswer done = answer;
        if (done != null && !over) {
            end();
            owner.onReady(Objects.requireNonNull(connection), rest, done);
        }
    }

    @Override
    public void onDrained() {
        // A dialogue says little and waits for answers.
    }

    @Override
    public void onInputEnd() {
        failed(BackendFailure.CONNECTION_LOST, "closed by the backend");
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        boolean handshake = end.kind() == ConnectionEnd.Kind.TLS_HANDSHAKE;
        failed(handshake ? BackendFailure.UNTRUSTED : BackendFailure.CONNECTION_LOST, end.detail());
    }

    // ---- what the dialogue asks for

    @Override
    public void send(String text) {
        Objects.requireNonNull(connection).send(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void startTls() {
        TlsEngines engines = service.tls();
        if (engines == null) {
            throw new IllegalStateException("no TLS is configured for " + service.name());
        }
        if (offering.hasRemaining()) {
            // RFC 3207 §6, CVE-2021-33515: an answer injected before TLS must not count as the backend's.
            failed(BackendFailure.PROTOCOL_VIOLATION, "bytes behind the answer to STARTTLS");
            return;
        }
        if (dialogue == null) {
            doing = "TLS handshake with backend";
        }
        Objects.requireNonNull(connection).startTls(engines, NOTHING);
    }

    @Override
    public void reached() {
        reached = true;
        health.succeeded();
    }

    @Override
    public void done(BackendAnswer last) {
        answer = last;
    }

    @Override
    public void failed(BackendFailure why, String detail) {
        if (over) {
            return;
        }
        end();
        stale = unanswered && why == BackendFailure.CONNECTION_LOST;
        BackendDialogue speaking = dialogue;
        String at = speaking == null ? doing : speaking.doing();
        Connection connected = connection;
        if (connected == null || why == BackendFailure.TIMED_OUT) {
            drop();
        } else {
            connected.close();
        }
        report(why, at, detail);
        owner.onFailed(why, at, detail);
    }

    /** A backend that has read whose connection this is may have refused that client alone. */
    private void report(BackendFailure why, String at, String detail) {
        if (reached || stale) {
            return;
        }
        if (service.forwarding().byProxyHeader() && connection != null && owner.onBehalfOf() != null) {
            health.doubted();
        } else {
            health.failed(why, at, detail);
        }
    }
}
