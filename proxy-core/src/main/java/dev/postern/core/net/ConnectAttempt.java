package dev.postern.core.net;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.Connector.Attempt;
import dev.postern.core.session.Connector.ConnectListener;
import dev.postern.core.session.EventLoop.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One connect under way: the addresses of a name in turn, each with its share of the time that is left. */
final class ConnectAttempt implements Attempt, NameResolver.Answer, Selected {
    private final SocketService service;
    private final LoopProcessor loop;
    private final int port;
    private final ConnectListener listener;
    private final Queue<InetAddress> untried = new ArrayDeque<>();

    private boolean over;
    private long deadline;
    private String detail = "no address";
    private @Nullable Timer timer;
    private @Nullable SocketChannel channel;

    ConnectAttempt(SocketService service, LoopProcessor loop, int port, ConnectListener listener) {
        this.service = service;
        this.loop = loop;
        this.port = port;
        this.listener = listener;
    }

    void start(String host, NameResolver resolver, Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        timer = loop.after(limit, () -> fail(BackendFailure.TIMED_OUT, "looking up " + host));
        resolver.resolve(host, loop, this);
    }

    @Override
    public void cancel() {
        over = true;
        stopTimer();
        dropChannel();
    }

    @Override
    public void unknown(String why) {
        fail(BackendFailure.UNREACHABLE, why);
    }

    @Override
    public void found(List<InetAddress> addresses) {
        untried.addAll(addresses);
        tryNext();
    }

    /** The socket is connected, or refused. */
    @Override
    public void onReady(int operations) {
        SocketChannel connecting = channel;
        if (over || connecting == null) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                connected(connecting);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void tryNext() {
        if (over) {
            return;
        }
        stopTimer();
        int candidates = untried.size();
        InetAddress address = untried.poll();
        long left = deadline - System.nanoTime();
        if (address == null || left <= 0) {
            fail(left <= 0 ? BackendFailure.TIMED_OUT : BackendFailure.UNREACHABLE, detail);
            return;
        }
        timer = loop.after(Duration.ofNanos(left / candidates), () -> timedOut(address));
        open(address);
    }

    private void open(InetAddress address) {
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            SocketSession.prepare(opened);
            if (opened.connect(new InetSocketAddress(address, port))) {
                connected(opened);
            } else {
                loop.register(opened, SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException | IllegalArgumentException e) {
            // An address family that this machine lacks, or a port beyond 65535, comes as IllegalArgumentException.
            failed(e);
        }
    }

    private void connected(SocketChannel connected) throws IOException {
        stopTimer();
        channel = null;
        service.adopt(connected, loop, connection -> {
            if (over) {
                connection.abort();
            } else {
                over = true;
                listener.onConnected(connection);
            }
        });
    }

    private void failed(Exception e) {
        detail = String.valueOf(e.getMessage());
        dropChannel();
        tryNext();
    }

    private void timedOut(InetAddress address) {
        detail = "no answer from " + address.getHostAddress();
        dropChannel();
        if (untried.isEmpty()) {
            fail(BackendFailure.TIMED_OUT, detail);
        } else {
            tryNext();
        }
    }

    private void fail(BackendFailure why, String how) {
        if (!over) {
            cancel();
            listener.onConnectFailed(why, how);
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void dropChannel() {
        if (channel != null) {
            LoopProcessor.closeQuietly(channel);
            channel = null;
        }
    }
}
