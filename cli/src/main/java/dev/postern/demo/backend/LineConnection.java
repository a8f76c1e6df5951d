package dev.postern.demo.backend;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One TCP connection: lines while somebody logs in, bytes afterwards, none lost in between. */
final class LineConnection implements Closeable {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LOGIN_TIMEOUT_MS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    LineConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LOGIN_TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static LineConnection toLoopback(int port) throws IOException {
        return new LineConnection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** The next line without its end, each char one octet; a lone LF ends none. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("closed within a line");
            }
            line.append((char) octet);
            int end = line.length() - 2;
            if (octet == '\n' && end >= 0 && line.charAt(end) == '\r') {
                return line.substring(0, end);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line without end");
            }
        }
    }

    void sendLine(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Copies what comes until it ends, then ends the other side's input too; however it ends, both sides learn it. */
    void copyTo(LineConnection other) {
        try {
            socket.setSoTimeout(0);
            in.transferTo(other.out);
            other.socket.shutdownOutput();
        } catch (IOException gone) {
            close();
            other.close();
        }
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // A socket that cannot be closed in order is closed all the same.
        }
    }
}
