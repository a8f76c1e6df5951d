package dev.postern.integration.cost;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A backend that lets everybody in: by IMAP it hands out one long message, by SMTP it swallows one. */
final class BulkBackend implements AutoCloseable {
    private static final byte[] END = "\r\n.\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket port = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final byte[] message;
    private final boolean smtp;

    BulkBackend(byte[] message, boolean smtp) throws IOException {
        this.message = message;
        this.smtp = smtp;
        daemon(this::accept);
    }

    int port() {
        return port.getLocalPort();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "bulk-backend");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024)) {
            say(socket, smtp ? "220 bulk ESMTP\r\n" : "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (smtp) {
                    onSmtp(line, socket, in);
                } else {
                    onImap(line, socket);
                }
            }
        } catch (IOException gone) {
            // The test has ended this session.
        }
    }

    private void onImap(String line, Socket socket) throws IOException {
        if (line.contains("FETCH")) {
            say(socket, "* 1 FETCH (BODY[] {" + message.length + "}\r\n");
            socket.getOutputStream().write(message);
            say(socket, ")\r\n");
        }
        say(socket, line.substring(0, Math.max(0, line.indexOf(' '))) + " OK done\r\n");
    }

    private static void onSmtp(String line, Socket socket, InputStream in) throws IOException {
        switch (line.substring(0, 4)) {
            case "EHLO" -> say(socket, "250-bulk\r\n250 AUTH PLAIN\r\n");
            case "AUTH" -> say(socket, "235 2.7.0 in\r\n");
            case "DATA" -> {
                say(socket, "354 go\r\n");
                swallow(in);
                say(socket, "250 2.0.0 kept\r\n");
            }
            default -> say(socket, "250 2.0.0 fine\r\n");
        }
    }

    private static void swallow(InputStream in) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        byte[] last = new byte[END.length];
        while (!Arrays.equals(last, END)) {
            int count = in.read(chunk);
            if (count < 0) {
                throw new IOException("the message has no end");
            }
            int kept = Math.min(count, last.length);
            System.arraycopy(last, kept, last, 0, last.length - kept);
            System.arraycopy(chunk, count - kept, last, last.length - kept, kept);
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
