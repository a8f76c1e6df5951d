package dev.postern.demo.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Listens on loopback, logs each client in by a dialogue, and copies bytes between it and the server behind.
 *
 * <p>Blocking, two threads a session, and at most {@value #SESSIONS} sessions: enough for a stand-in.
 */
final class LoginFront implements AutoCloseable {
    private static final int SESSIONS = 64;

    private final ServerSocket listener;
    private final LoginDialogue dialogue;
    private final Semaphore places = new Semaphore(SESSIONS);
    private final Set<LineConnection> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(LoginFront::thread);

    private LoginFront(ServerSocket listener, LoginDialogue dialogue) {
        this.listener = listener;
        this.dialogue = dialogue;
    }

    static LoginFront start(LoginDialogue dialogue) throws IOException {
        LoginFront front = new LoginFront(new ServerSocket(0, SESSIONS, InetAddress.getLoopbackAddress()), dialogue);
        front.threads.execute(front::accept);
        return front;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "demo-backend");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException gone) {
            // It no longer accepts, which is what was asked.
        }
        threads.shutdownNow();
        open.forEach(LineConnection::close);
    }

    private void accept() {
        try {
            while (true) {
                places.acquire();
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException | InterruptedException closed) {
            // close() ends the loop: this thread has nothing left to do.
        }
    }

    private void serve(Socket socket) {
        try (LineConnection client = new LineConnection(socket)) {
            open.add(client);
            Optional<LineConnection> server = dialogue.logIn(client);
            if (server.isPresent()) {
                relay(client, server.get());
            }
        } catch (IOException gone) {
            // Whoever leaves within the dialogue has ended its own session and no other.
        } finally {
            open.removeIf(LineConnection::isClosed);
            places.release();
        }
    }

    private void relay(LineConnection client, LineConnection server) {
        try (server) {
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> server.copyTo(client), threads);
            client.copyTo(server);
            answers.join();
        }
    }
}
