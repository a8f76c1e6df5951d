package dev.postern.cli;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;

/** Tells the log of a socket that is open now. */
final class Listening {
    private Listening() {}

    /** @param where address and port, or a path */
    static void at(String where, String listener, String protocol) {
        EventLog.event(LogEvent.LISTENING)
                .with(LogKey.LISTENER, listener)
                .with(LogKey.PROTOCOL, protocol)
                .with(LogKey.DETAIL, where)
                .write();
    }
}
