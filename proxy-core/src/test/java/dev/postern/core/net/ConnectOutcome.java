package dev.postern.core.net;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.Connection;
import dev.postern.core.session.Connector.ConnectListener;
import java.util.concurrent.CompletableFuture;

/** Keeps how a connect went; a failure's message is the reason and its detail. */
final class ConnectOutcome implements ConnectListener {
    private final CompletableFuture<RecordingListener> connected;

    ConnectOutcome(CompletableFuture<RecordingListener> connected) {
        this.connected = connected;
    }

    @Override
    public void onConnected(Connection connection) {
        if (!connected.complete(new RecordingListener(connection))) {
            throw new IllegalStateException("a second event");
        }
    }

    @Override
    public void onConnectFailed(BackendFailure why, String detail) {
        if (!connected.completeExceptionally(new IllegalStateException(why + " " + detail))) {
            throw new IllegalStateException("a second event");
        }
    }
}
