package dev.postern.integration.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** What the private instances have in common: free ports, rendered files, patience, and an end by process id. */
public final class Daemon {
    private static final Set<Integer> TOLD = ConcurrentHashMap.newKeySet();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Daemon() {}

    /** Skips the test, loudly, where this machine cannot run the program. */
    static void require(String program) {
        boolean able = Files.isExecutable(Path.of(program)) && "root".equals(System.getProperty("user.name"));
        if (!able) {
            System.err.println("SKIPPED: " + program + " is missing, or the tests do not run as root");
        }
        Assumptions.assumeTrue(able, program + " cannot be run here");
    }

    /** A port of loopback that was free a moment ago, and that nobody here was told of before. */
    public static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (TOLD.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    static void render(String resource, Path file, Map<String, Object> values) {
        try (InputStream in = Daemon.class.getResourceAsStream("/backend/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, Object> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue().toString());
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void run(Path log, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(log));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static void awaitPort(int port) {
        Waiting.until("port " + port, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException closed) {
                return false;
            }
        });
    }

    /** Begins; where that fails, ends what has begun. */
    static void begin(Runnable begin, Runnable end) {
        try {
            begin.run();
        } catch (RuntimeException | AssertionError failed) {
            end.run();
            throw failed;
        }
    }

    /** Ends the process that the file names, and only that one. */
    static void stop(Path pidFile) {
        Optional<ProcessHandle> process = process(pidFile);
        process.ifPresent(ProcessHandle::destroy);
        Waiting.until(
                "the end of " + pidFile, () -> process.map(p -> !p.isAlive()).orElse(true));
    }

    private static Optional<ProcessHandle> process(Path pidFile) {
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                    : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
