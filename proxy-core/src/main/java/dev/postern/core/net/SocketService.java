package dev.postern.core.net;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.session.ConnectionAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;

/**
 * MINA's acceptor, and the service to which all sessions belong, accepted or connected.
 *
 * <p>One thread accepts for all ports and spreads the sockets over the loops in turn.
 */
final class SocketService extends NioSocketAcceptor {
    private static final int BACKLOG = 1024;
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    private final List<LoopProcessor> loops;
    private final HandshakeTasks handshakeTasks;
    private final AcceptCall acceptCall;
    private final Map<ServerSocketChannel, ConnectionAcceptor> acceptors = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> turns = new ConcurrentLinkedQueue<>();
    private @Nullable ConnectionAcceptor toBind;
    private PortSharing toShare = PortSharing.ALONE;
    private @Nullable ServerSocketChannel bound;
    private volatile boolean failing; // written by the thread that accepts
    private int turn;

    SocketService(Executor threads, List<LoopProcessor> loops, HandshakeTasks handshakeTasks, AcceptCall acceptCall) {
        super(threads, loops.get(0));
        this.loops = loops;
        this.handshakeTasks = handshakeTasks;
        this.acceptCall = acceptCall;
        setHandler(new SessionEvents());
        setCloseOnDeactivation(false);
    }

    HandshakeTasks handshakeTasks() {
        return handshakeTasks;
    }

    /** Binds; the channel is the port's from now on. */
    synchronized ServerSocketChannel listen(InetSocketAddress address, PortSharing sharing, ConnectionAcceptor acceptor)
            throws IOException {
        toBind = acceptor;
        toShare = sharing;
        bind(address);
        return Objects.requireNonNull(bound);
    }

    /** Starts or stops taking connections; meanwhile they wait in the backlog. */
    void accepting(ServerSocketChannel port, boolean accepting) {
        SelectionKey key = port.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(accepting ? SelectionKey.OP_ACCEPT : 0);
            wakeup();
        }
    }

    /** Done when the thread that accepts has come round; at once where no port is open, for then there is none. */
    CompletableFuture<Void> turn() {
        if (acceptors.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        turns.add(turn);
        wakeup();
        return turn;
    }

    @Override
    protected int select() throws Exception {
        int ready = super.select();
        comeRound();
        return ready;
    }

    private void comeRound() {
        CompletableFuture<Void> turn;
        while ((turn = turns.poll()) != null) {
            turn.complete(null);
        }
    }

    /** True while the system has no descriptor for another connection: clients wait in the backlog. */
    boolean failing() {
        return failing;
    }

    /** Makes a connected socket a session of the loop; the connection comes back on the loop. */
    void adopt(SocketChannel socket, LoopProcessor loop, Consumer<SocketConnection> whoWaits) throws IOException {
        SocketSession session = new SocketSession(this, loop, socket, whoWaits);
        initSession(session, null, null);
        loop.add(session);
    }

    @Override
    protected ServerSocketChannel open(SocketAddress address) throws Exception {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, toShare != PortSharing.ALONE);
            if (toShare == PortSharing.WITH_SUCCESSORS) {
                mustBeFree(address);
            }
            channel.bind(address, BACKLOG);
            acceptors.put(channel, Objects.requireNonNull(toBind));
            channel.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException refused) {
            acceptors.remove(channel);
            channel.close();
            throw refused;
        }
        bound = channel;
        return channel;
    }

    /** A socket that does not share is refused where anybody listens; it need not listen itself. */
    private static void mustBeFree(SocketAddress address) throws IOException {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        }
    }

    /** On the thread that accepts. Whoever waits in the backlog would be reset: he is let in first. */
    @Override
    protected void close(ServerSocketChannel channel) throws Exception {
        try {
            forget(channel);
            letIn(channel);
        } finally {
            super.close(channel);
            acceptors.remove(channel);
            if (acceptors.isEmpty()) {
                comeRound();
            }
        }
    }

    /**
     * A channel that its selector knows is closed only at the next selection, and the backlog would fill until then: so it
     * leaves the selector first. Ports that this finds ready are found ready again.
     */
    private void forget(ServerSocketChannel channel) throws IOException {
        SelectionKey key = channel.keyFor(selector);
        if (key != null) {
            key.cancel();
            selector.selectNow();
            selector.selectedKeys().clear();
        }
    }

    private void letIn(ServerSocketChannel channel) throws InterruptedException {
        ConnectionAcceptor acceptor = acceptors.get(channel);
        SocketChannel socket;
        for (int i = 0; acceptor != null && i <= BACKLOG && (socket = accept(channel)) != null; i++) {
            NioSession session = session(socket, acceptor);
            if (session != null) {
                initSession(session, null, null);
                session.getProcessor().add(session);
            }
        }
    }

    /** MINA asks for a socket that is ready; it may get none. */
    @Override
    protected @Nullable NioSession accept(IoProcessor<NioSession> ignored, @Nullable ServerSocketChannel port)
            throws InterruptedException {
        ConnectionAcceptor acceptor = port == null ? null : acceptors.get(port);
        if (port == null || acceptor == null) {
            return null;
        }
        SocketChannel socket = accept(port);
        return socket == null ? null : session(socket, acceptor);
    }

    /**
     * Without descriptors the connection stays in the backlog and the port stays ready, so the thread sleeps a little
     * between attempts instead of spinning.
     */
    private @Nullable SocketChannel accept(ServerSocketChannel port) throws InterruptedException {
        try {
            SocketChannel socket = acceptCall.accept(port);
            if (socket != null && failing) {
                failing = false;
                EventLog.event(LogEvent.ACCEPT_RESUMED).write();
            }
            return socket;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                EventLog.event(LogEvent.ACCEPT_PAUSED)
                        .with(LogKey.DETAIL, String.valueOf(e.getMessage()))
                        .write();
            }
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
            return null;
        }
    }

    private @Nullable NioSession session(SocketChannel socket, ConnectionAcceptor acceptor) {
        try {
            SocketSession.prepare(socket);
            return new SocketSession(this, nextLoop(), socket, acceptor::onAccepted);
        } catch (IOException e) {
            // The client has gone already.
            LoopProcessor.closeQuietly(socket);
            return null;
        }
    }

    private LoopProcessor nextLoop() {
        turn = (turn + 1) % loops.size();
        return loops.get(turn);
    }

    /** The system call; a seam for tests that need it to fail. */
    interface AcceptCall {
        @Nullable
        SocketChannel accept(ServerSocketChannel port) throws IOException;
    }
}
