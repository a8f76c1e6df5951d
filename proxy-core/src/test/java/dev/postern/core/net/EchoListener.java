package dev.postern.core.net;

import dev.postern.core.session.Connection;
import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.ConnectionListener;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Sends back what it hears, under back-pressure, and ends its output where the peer has. */
class EchoListener implements ConnectionListener {
    final CompletableFuture<TlsFacts> tls = new CompletableFuture<>();
    final CompletableFuture<ConnectionEnd> closed = new CompletableFuture<>();
    final Connection connection;
    volatile long mostUnsent;
    private boolean inputEnded;

    EchoListener(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        connection.send(bytes);
        mostUnsent = Math.max(mostUnsent, connection.unsent());
        if (connection.unsent() > 0) {
            connection.pauseReading();
        }
    }

    @Override
    public void onDrained() {
        if (inputEnded) {
            connection.closeOutput();
        } else {
            connection.resumeReading();
        }
    }

    @Override
    public void onTls(TlsFacts facts) {
        tls.complete(facts);
    }

    @Override
    public void onInputEnd() {
        inputEnded = true;
        connection.closeOutput();
    }

    @Override
    public void onClosed(ConnectionEnd end) {
        if (!closed.complete(end)) {
            throw new IllegalStateException("closed twice");
        }
    }
}
