package dev.postern.integration.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An IMAP backend that lets everybody in and answers NOOP; to FETCH it says more than anybody wants to hear. */
final class FloodingBackend implements AutoCloseable {
    private static final byte[] CHUNK = new byte[64 * 1024];
    private static final long FLOOD = 512L * 1024 * 1024;

    private final ServerSocket port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong flooded = new AtomicLong();

    FloodingBackend() throws IOException {
        port = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return port.getLocalPort();
    }

    /** Octets that Postern has taken of the flood so far. */
    long flooded() {
        return flooded.get();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "flooding-backend");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            say(socket, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
            for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
                String tag = line.substring(0, Math.max(0, line.indexOf(' ')));
                if (line.contains("FETCH")) {
                    say(socket, "* 1 FETCH (BODY[] {" + FLOOD + "}\r\n");
                    for (long sent = 0; sent < FLOOD; sent += CHUNK.length) {
                        socket.getOutputStream().write(CHUNK);
                        flooded.addAndGet(CHUNK.length);
                    }
                }
                say(socket, tag + " OK done\r\n");
            }
        } catch (IOException gone) {
            // The test has ended this session.
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet >= 0;
                octet = socket.getInputStream().read()) {
            if (octet == '\n') {
                return line.toString();
            }
            line.append((char) octet);
        }
        return "";
    }

    @Override
    public void close() {
        List<Closing> all = new ArrayList<>();
        all.add(port::close);
        open.forEach(socket -> all.add(socket::close));
        for (Closing one : all) {
            try {
                one.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private interface Closing {
        void close() throws IOException;
    }
}
