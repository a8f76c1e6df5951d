package dev.postern.integration.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.integration.backend.OwnFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every command that speaks to a running Postern, at whatever else may be there: one line, an exit code, and in time. */
@Tag("once")
class ControlTroubleIT {
    private static final List<String> COMMANDS = List.of(
            "status",
            "reload",
            "top",
            "sessions list",
            "sessions show X",
            "sessions end --all --reason test",
            "drain",
            "log-level postern debug");
    /** A silent peer is given 10 seconds, 30 where it reloads; a Java that shares two processors takes its time to begin. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final OwnFolder place = OwnFolder.named("trouble");
    private final Path folder = place.path();
    private final Path socket = folder.resolve("control.sock");
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        place.close();
    }

    /** All at once: most of the time is spent waiting. */
    private Map<String, CommandRun.Outcome> everyCommand(List<String> prefix, String classPath) throws Exception {
        Map<String, Process> running = new LinkedHashMap<>();
        for (String command : COMMANDS) {
            List<String> words = new ArrayList<>(prefix);
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.addAll(List.of("--socket", socket.toString()));
            words.addAll(CommandRun.commandWith(classPath, arguments.toArray(String[]::new))
                    .command());
            running.put(
                    command,
                    new ProcessBuilder(words)
                            .directory(folder.toFile())
                            .redirectOutput(file(command, "out").toFile())
                            .redirectError(file(command, "err").toFile())
                            .start());
        }
        Map<String, CommandRun.Outcome> outcomes = new LinkedHashMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Map.Entry<String, Process> each : running.entrySet()) {
            boolean ended = each.getValue().waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!ended) {
                each.getValue().destroyForcibly();
            }
            assertThat(ended).as(each.getKey() + " ends").isTrue();
            outcomes.put(
                    each.getKey(),
                    new CommandRun.Outcome(
                            each.getValue().exitValue(),
                            Files.readString(file(each.getKey(), "out")),
                            Files.readString(file(each.getKey(), "err"))));
        }
        return outcomes;
    }

    private Path file(String command, String kind) {
        return folder.resolve(command.replaceAll("\\W", "-") + "." + kind);
    }

    private void everyCommandSays(int exit, String... words) throws Exception {
        everyCommandSays(List.of(), System.getProperty("java.class.path"), exit, words);
    }

    private void everyCommandSays(List<String> prefix, String classPath, int exit, String... words) throws Exception {
        everyCommand(prefix, classPath).forEach((command, outcome) -> {
            assertThat(outcome.err())
                    .as(command)
                    .hasLineCount(1)
                    .startsWith("postern: ")
                    .contains(words);
            assertThat(outcome.out()).as(command).isEmpty();
            assertThat(outcome.exit()).as(command).isEqualTo(exit);
        });
    }

    /** Answers each connection with this and keeps it open. */
    private void somebody(String answer) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        open.add(server);
        Thread answering = new Thread(() -> answer(server, answer));
        answering.setDaemon(true);
        answering.start();
    }

    private void answer(ServerSocketChannel server, String answer) {
        List<SocketChannel> held = new ArrayList<>();
        try {
            while (true) {
                SocketChannel client = server.accept();
                held.add(client);
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException over) {
            held.forEach(ControlTroubleIT::closed);
        }
    }

    private static void closed(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void nothingThere() throws Exception {
        everyCommandSays(69, socket + " does not exist", "is Postern running", "--socket");
    }

    @Test
    void somethingElseAnswersAndLeaves() throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        open.add(server);
        Thread answering = new Thread(() -> {
            try {
                while (true) {
                    try (SocketChannel client = server.accept()) {
                        client.write(ByteBuffer.wrap("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.UTF_8)));
                        client.read(ByteBuffer.allocate(1_024));
                    }
                }
            } catch (IOException over) {
                // The test is over.
            }
        });
        answering.setDaemon(true);
        answering.start();

        everyCommandSays(69, "is not Postern's", "name Postern's with --socket");
    }

    @Test
    void somebodyAcceptsAndIsSilent() throws Exception {
        somebody("");
        everyCommandSays(69, "no whole answer", "within ", "Postern hangs or is overloaded");
    }

    @Test
    void somebodyAnswersHalfAndIsSilent() throws Exception {
        somebody("HTTP/1.1 200 OK\r\nServer: postern\r\nContent-Type: application/json\r\n\r\n{\"version\":");
        everyCommandSays(69, "no whole answer", "within ", "look at its log");
    }

    @Test
    void somebodyWithoutTheRight() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can become nobody");
        somebody("");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));

        everyCommandSays(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                classPathForAll(),
                1,
                "you may not use " + socket,
                "(rw-rw---- root:root)",
                "run this with sudo, or join that group");
    }

    /** What is on our class path may lie where only root comes: a copy of it. */
    private String classPathForAll() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("classes"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                Path place = copy.resolve(entries.size() + (entry.endsWith(".jar") ? ".jar" : ""));
                run("cp", "-r", entry, place.toString());
                entries.add(place.toString());
            }
        }
        run("chmod", "-R", "a+rX", copy.toString());
        return String.join(":", entries);
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
