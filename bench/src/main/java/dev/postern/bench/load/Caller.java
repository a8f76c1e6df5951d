package dev.postern.bench.load;

import dev.postern.bench.wire.PlainWire;
import dev.postern.bench.wire.TlsClient;
import dev.postern.bench.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Makes connections to a target. */
final class Caller {
    private final Optional<TlsClient> tls;
    private final int timeoutMillis;

    /**
     * @param tls empty: plaintext
     * @param timeout how long a connection, or an octet of an answer, may take
     */
    Caller(Optional<TlsClient> tls, Duration timeout) {
        this.tls = tls;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    Talk call(int port) throws Fault {
        Socket socket = socket(port);
        try {
            Wire wire = tls.isPresent() ? tls.get().over(socket) : new PlainWire(socket);
            return new Talk(wire);
        } catch (IOException failed) {
            try (socket) {
                throw new Fault(FaultKind.TLS, "handshake", String.valueOf(failed.getMessage()));
            } catch (IOException gone) {
                throw new Fault(FaultKind.TLS, "handshake", String.valueOf(gone.getMessage()));
            }
        }
    }

    private Socket socket(int port) throws Fault {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
            return socket;
        } catch (IOException refused) {
            throw new Fault(FaultKind.CONNECT, "connect", String.valueOf(refused.getMessage()));
        }
    }
}
