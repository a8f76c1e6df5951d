package dev.postern.core.net;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.ConnectionListener;
import dev.postern.core.tls.TlsFacts;
import java.nio.ByteBuffer;

/** Stands in until a connection has its first listener. */
enum NobodyListens implements ConnectionListener {
    YET;

    @Override
    public void onBytes(ByteBuffer bytes) {
        throw new IllegalStateException("bytes have come and nobody listens");
    }

    @Override
    public void onDrained() {}

    @Override
    public void onTls(TlsFacts facts) {}

    @Override
    public void onInputEnd() {}

    @Override
    public void onClosed(ConnectionEnd end) {}
}
