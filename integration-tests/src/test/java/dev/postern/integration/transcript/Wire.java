package dev.postern.integration.transcript;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** One end of a connection as a transcript speaks of it: octets, lines, TLS and the end. */
final class Wire implements Closeable {
    private static final int PATIENCE_MILLIS = 5_000;

    private Socket socket;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void wrap(SSLSocket tls) throws IOException {
        tls.setSoTimeout(PATIENCE_MILLIS);
        tls.startHandshake();
        socket = tls;
    }

    Socket socket() {
        return socket;
    }

    void send(String octets, boolean byteByByte) throws IOException {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        if (!byteByByte || bytes.length > 4096) {
            socket.getOutputStream().write(bytes);
        } else {
            for (byte one : bytes) {
                socket.getOutputStream().write(one);
            }
        }
        socket.getOutputStream().flush();
    }

    /** One line without its CRLF. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new AssertionError("the connection ended behind: " + line);
            }
            line.append((char) octet);
            if (octet == '\n' && line.length() > 1 && line.charAt(line.length() - 2) == '\r') {
                return line.substring(0, line.length() - 2);
            }
        }
    }

    String octets(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Nothing more comes, and the connection ends. */
    void expectEnd() throws IOException {
        int octet;
        try {
            octet = socket.getInputStream().read();
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (IOException reset) {
            return;
        }
        if (octet >= 0) {
            throw new AssertionError("more came, beginning with " + (char) octet
                    + octets(Math.min(200, socket.getInputStream().available())));
        }
    }

    /** The connection ends, whatever comes before. */
    void drain() throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (SocketException reset) {
            // That is an end, too.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
