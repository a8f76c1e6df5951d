package dev.postern.cli.rehearsal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Plays whoever is at the other end of one of our sockets, line by line; what does not come in time fails. Of one thread. */
final class FarEnd {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LONGEST_LINE = 4_096;

    private final InputStream input;
    private final OutputStream output;

    FarEnd(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new BufferedInputStream(socket.getInputStream());
        output = socket.getOutputStream();
    }

    void says(String line) throws IOException {
        output.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        output.flush();
    }

    /** The next line, without its end; empty at the end of the input. */
    String hears() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet;
        while ((octet = input.read()) >= 0 && octet != '\n') {
            if (octet != '\r') {
                line.append((char) octet);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line without end");
            }
        }
        return line.toString();
    }

    /** Passes over lines until one begins so. */
    String hears(String beginning) throws IOException {
        String line = hears();
        while (!line.startsWith(beginning)) {
            if (line.isEmpty()) {
                throw new IOException("nobody says " + beginning);
            }
            line = hears();
        }
        return line;
    }
}
