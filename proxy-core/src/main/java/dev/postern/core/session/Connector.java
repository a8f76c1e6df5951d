package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import java.time.Duration;

/** Opens connections to backends. Shared; called on the loop that shall own the connection. */
public interface Connector {
    /**
     * Connects in plaintext. Exactly one event comes back, on the loop, and not before this call has returned. Names
     * are resolved off the loop; all addresses of a name are tried in turn within the deadline.
     */
    Attempt connect(String host, int port, Duration deadline, EventLoop loop, ConnectListener listener);

    /** A connect under way. */
    interface Attempt {
        /** Gives up; no event follows and no descriptor stays open. */
        void cancel();
    }

    /** Hears how it went. */
    interface ConnectListener {
        void onConnected(Connection connection);

        /** {@code UNREACHABLE} or {@code TIMED_OUT}; the detail is for the log. */
        void onConnectFailed(BackendFailure why, String detail);
    }
}
