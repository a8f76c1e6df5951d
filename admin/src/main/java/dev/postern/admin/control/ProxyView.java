package dev.postern.admin.control;

import dev.postern.core.session.LiveSessions;

/** What can be seen of the running proxy. Called by any thread; nothing here waits. */
public interface ProxyView {
    ProxyStatus status();

    LiveSessions live();
}
