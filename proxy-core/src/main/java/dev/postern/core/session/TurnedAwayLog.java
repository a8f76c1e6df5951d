package dev.postern.core.session;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Names those who were turned away at the door, at most one line a second: a flood must not fill the log. Shared. */
final class TurnedAwayLog {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final ListenerSettings listener;
    private final AtomicLong lastLine = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);
    private final AtomicInteger sinceLastLine = new AtomicInteger();

    TurnedAwayLog(ListenerSettings listener) {
        this.listener = listener;
    }

    void write(InetSocketAddress client, CloseReason reason) {
        sinceLastLine.incrementAndGet();
        long last = lastLine.get();
        long now = System.nanoTime();
        if (now - last >= INTERVAL_NANOS && lastLine.compareAndSet(last, now)) {
            EventLog.event(LogEvent.CONNECTION_REFUSED)
                    .with(LogKey.PROTOCOL, listener.service().protocol().name())
                    .with(LogKey.LISTENER, listener.name())
                    .with(LogKey.CLIENT, client.getAddress().getHostAddress())
                    .with(LogKey.REASON, reason)
                    .with(LogKey.COUNT, sinceLastLine.getAndSet(0))
                    .write();
        }
    }
}
