package dev.postern.bench.wire;

import java.io.IOException;
import java.net.Socket;

/** Without TLS: for measuring what the driver and the backend can do with nothing in between. */
public final class PlainWire implements Wire {
    private final Socket socket;

    public PlainWire(Socket socket) {
        this.socket = socket;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return socket.getInputStream().read(into, from, length);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        socket.getOutputStream().write(octets, from, length);
    }

    @Override
    public void rest() {
        // It holds nothing.
    }

    @Override
    public boolean resumed() {
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
