package dev.postern.demo.backend;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A socket that says a line and reads lines up to the one that it waits for. */
final class RawClient implements Closeable {
    private static final int PATIENCE_MS = 5_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        in = socket.getInputStream();
    }

    void say(String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says a line and gives all lines of the answer, of which the last starts with this. */
    List<String> ask(String text, String lastStartsWith) throws IOException {
        say(text);
        return until(lastStartsWith);
    }

    List<String> until(String lastStartsWith) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(line());
        } while (!lines.get(lines.size() - 1).startsWith(lastStartsWith));
        return lines;
    }

    /** The next line; {@code "(closed)"} where there is none any more. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return line.append("(closed)").toString();
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    static String plain(String mailbox, String master, String password) {
        String message = mailbox + '\0' + master + '\0' + password;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
