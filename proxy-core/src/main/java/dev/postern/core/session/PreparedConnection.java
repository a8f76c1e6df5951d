package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a backend that nobody has asked for yet: connected, in TLS where that is implicit, and its greeting
 * kept. Nothing has been said to the backend. Confined to its loop.
 */
final class PreparedConnection implements Connector.ConnectListener, ConnectionListener {
    private static final int LONGEST_GREETING = 8192;

    private final BackendService service;
    private final Deadlines deadlines;
    private final Consumer<PreparedConnection> gone;
    private final LoopTimer patience;
    private final HeldBytes greeting = new HeldBytes();
    private @Nullable Connection connection;
    private boolean ready;
    private boolean over;

    /** @param gone called once if it ends by itself, whatever the reason */
    PreparedConnection(BackendService service, Deadlines deadlines, EventLoop loop, Consumer<PreparedConnection> gone) {
        this.service = service;
        this.deadlines = deadlines;
        this.gone = gone;
        this.patience = new LoopTimer(loop);
    }

    void start(Connector connector, EventLoop loop) {
        connector.connect(service.host(), service.port(), deadlines.connect(), loop, this);
    }

    /** True where a login can begin at once. */
    boolean ready() {
        return ready && !over;
    }

    /** The connection, whose events are the heir's from now on; null where it has ended meanwhile. */
    @Nullable
    Connection handOver(ConnectionListener heir) {
        if (over) {
            return null;
        }
        leave();
        Connection handed = Objects.requireNonNull(connection);
        handed.listener(heir);
        return handed;
    }

    /** What the backend has said so far. */
    ByteBuffer greeting() {
        return greeting.take();
    }

    /** Nobody will want it. */
    void drop() {
        Connection dropped = connection;
        if (!over && dropped != null) {
            leave();
            dropped.close();
        }
    }

    private void leave() {
        over = true;
        patience.cancel();
    }

    private void end() {
        if (!over) {
            drop();
            over = true;
            gone.accept(this);
        }
    }

    private void await(Duration limit) {
        patience.set(limit, this::end);
    }

    private void becomeReady() {
        ready = true;
        await(PreparedConnections.LONGEST_WAIT);
    }

    @Override
    public void onConnected(Connection connected) {
        connection = connected;
        connected.listener(this);
        if (service.tlsMode() == BackendTlsMode.IMPLICIT) {
            await(deadlines.backendLogin());
            connected.startTls(Objects.requireNonNull(service.tls()), ByteBuffer.allocate(0));
        } else {
            becomeReady();
        }
    }

    /** The next login will find out for itself, and tell. */
    @Override
    public void onConnectFailed(BackendFailure why, String detail) {
        end();
    }

    @Override
    public void onTls(TlsFacts facts) {
        becomeReady();
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (over || greeting.size() + bytes.remaining() > LONGEST_GREETING) {
            bytes.position(bytes.limit());
            end();
        } else {
            greeting.append(bytes);
        }
    }

    @Override
    public void onDrained() {
        // Nothing is sent.
    }

    @Override
    public void onInputEnd() {
        end();
    }

    @Override
    public void onClosed(ConnectionEnd how) {
        end();
    }
}
