package dev.postern.core.net;

import dev.postern.core.session.ConnectionAcceptor;
import dev.postern.core.session.Connector;
import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.mina.util.ExceptionMonitor;

/** The door of the I/O edge: event loops, listening sockets and a connector, all on Apache MINA. Thread safe. */
public final class MinaNetwork implements AutoCloseable {
    private static final String ACCEPTING = "postern-accept";

    private final ExecutorService threads = Executors.newCachedThreadPool(new NamedThreads("postern-mina"));
    private final HandshakeTasks handshakeTasks;
    private final NameResolver resolver = new NameResolver();
    private final List<LoopProcessor> loops = new ArrayList<>();
    private final SocketService service;

    private MinaNetwork(int ioThreads, SocketService.AcceptCall acceptCall) throws IOException {
        for (int i = 1; i <= ioThreads; i++) {
            loops.add(new LoopProcessor(threads, "postern-io-" + i));
        }
        handshakeTasks = new HandshakeTasks(ioThreads);
        service = new SocketService(threads, loops, handshakeTasks, acceptCall);
        for (LoopProcessor loop : loops) {
            loop.start(service);
        }
    }

    /** Starts so many I/O threads; they are daemons, and run until {@link #close}. */
    public static MinaNetwork start(int ioThreads) throws IOException {
        return start(ioThreads, ServerSocketChannel::accept);
    }

    static MinaNetwork start(int ioThreads, SocketService.AcceptCall acceptCall) throws IOException {
        ExceptionMonitor.setInstance(new LoggedExceptions());
        return new MinaNetwork(ioThreads, acceptCall);
    }

    /** On a port of ours alone. */
    public BoundPort listen(InetSocketAddress address, ConnectionAcceptor acceptor) throws IOException {
        return listen(address, PortSharing.ALONE, acceptor);
    }

    public BoundPort listen(InetSocketAddress address, PortSharing sharing, ConnectionAcceptor acceptor)
            throws IOException {
        ServerSocketChannel channel = service.listen(address, sharing, acceptor);
        return new BoundPort(service, channel, (InetSocketAddress) channel.getLocalAddress());
    }

    public Connector connector() {
        return new SocketConnector(service, resolver);
    }

    /** Two sockets of this process, connected to each other; no port stays open for them. */
    public OwnPair pair() throws IOException {
        return OwnPair.open(service);
    }

    public List<EventLoop> loops() {
        return List.copyOf(loops);
    }

    /**
     * Asks each loop, and the thread that accepts, to do something as small as can be.
     *
     * @return by the thread's name, what is done when it has. Where no port is open nobody accepts, and nobody is asked
     */
    public Map<String, CompletableFuture<Void>> pulses() {
        Map<String, CompletableFuture<Void>> pulses = new LinkedHashMap<>();
        for (LoopProcessor loop : loops) {
            pulses.put(loop.name(), CompletableFuture.runAsync(() -> {}, loop));
        }
        pulses.put(ACCEPTING, service.turn());
        return pulses;
    }

    /** Handshakes that wait for a thread that computes keys and signatures. */
    public int waitingHandshakes() {
        return handshakeTasks.waiting();
    }

    /** True while clients must wait because the system has no descriptor for another connection. */
    public boolean acceptingPaused() {
        return service.failing();
    }

    /** Stops listening and ends every connection at once; each listener is told. Not to be called on a loop. */
    @Override
    public void close() {
        service.dispose();
        loops.forEach(LoopProcessor::dispose);
        handshakeTasks.close();
        resolver.close();
        threads.shutdown();
    }
}
