package dev.postern.integration.hostile;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connected socket that sends every octet by itself. */
final class DrippingSocket extends Socket {
    private final Socket socket;

    DrippingSocket(Socket socket) {
        this.socket = socket;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(socket.getOutputStream()) {
            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                for (int i = from; i < from + length; i++) {
                    write(octets[i]);
                    flush();
                }
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public synchronized void close() throws IOException {
        socket.close();
    }
}
