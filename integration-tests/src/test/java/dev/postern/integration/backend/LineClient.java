package dev.postern.integration.backend;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of a line protocol that blocks, for tests; each char one octet. */
public final class LineClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** Speaks over the socket, in TLS where that is an SSL socket. */
    public LineClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static LineClient plain(int port) throws IOException {
        return new LineClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The next line without its CRLF; empty at the end of the stream. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            line.append((char) octet);
            if (octet == '\n') {
                break;
            }
        }
        return line.toString().stripTrailing();
    }

    /** Exactly so many octets. */
    public byte[] octets(int count) throws IOException {
        return in.readNBytes(count);
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    /** Reads lines up to the one that begins so, and gives that; fails at the end of the stream. */
    public String lineWith(String beginning) throws IOException {
        String line = line();
        while (!line.startsWith(beginning)) {
            if (line.isEmpty()) {
                throw new AssertionError("the stream ended before a line with " + beginning);
            }
            line = line();
        }
        return line;
    }

    /** Sends a line and gives the first line of the answer that begins so. */
    public String ask(String text, String beginning) throws IOException {
        send(text + "\r\n");
        return lineWith(beginning);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
