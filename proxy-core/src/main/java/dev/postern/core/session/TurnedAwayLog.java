package dev.postern.core.session;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.observe.LogRate;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Names those who were turned away at the door, at most one line a second: a flood must not fill the log. Shared. */
final class TurnedAwayLog {
    private final ListenerSettings listener;
    private final LogRate lines = new LogRate(Duration.ofSeconds(1));

    TurnedAwayLog(ListenerSettings listener) {
        this.listener = listener;
    }

    void write(InetSocketAddress client, CloseReason reason, String detail) {
        int count = lines.count();
        if (count > 0) {
            EventLog.event(LogEvent.CONNECTION_REFUSED)
                    .with(LogKey.PROTOCOL, listener.entrance().protocol())
                    .with(LogKey.LISTENER, listener.name())
                    .with(LogKey.CLIENT, client.getAddress().getHostAddress())
                    .with(LogKey.REASON, reason)
                    .with(LogKey.DETAIL, detail)
                    .with(LogKey.COUNT, count)
                    .write();
        }
    }
}
