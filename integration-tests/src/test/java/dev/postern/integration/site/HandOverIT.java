package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestToken;
import dev.postern.integration.backend.LineClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Postern takes the place of another, as an upgrade does it: two processes, one port, clients all the time. */
@SuppressWarnings("NullAway.Init")
class HandOverIT {
    private static final int PATIENCE = CommandRun.SECONDS;

    private final Path folder;
    private final Path socket;
    private final List<Process> processes = new ArrayList<>();
    private MailSite site;
    private Path config;
    private int port;
    private int logoutPort;

    HandOverIT(@TempDir Path folder) {
        this.folder = folder;
        this.socket = folder.resolve("control.sock");
    }

    @BeforeEach
    void open() throws Exception {
        site = new MailSite(folder);
        port = freePort();
        logoutPort = freePort();
        site.policy("""
                back-channel-logout: { port: %d }
                issuers:
                  - issuer: "%s"
                    audience: mail
                    mailbox: "{preferred_username}"
                    sessions: { logout-clients: [thunderbird] }
                """.formatted(logoutPort, site.issuer().issuer()));
        site.postern().close();
        String text = Files.readString(folder.resolve("postern-0.yaml"));
        config = Files.writeString(
                folder.resolve("postern.yaml"),
                text.replaceFirst(
                                "name: imap, address: 127.0.0.1, port: 0",
                                "name: imap, address: 127.0.0.1, port: " + port)
                        + "\ncontrol: { socket: " + socket + " }\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        if (site != null) {
            site.close();
        }
    }

    private Process serve(String log, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("serve", "--config", config.toString()));
        command.addAll(List.of(more));
        Process process = CommandRun.command(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + "\n" + logs());
            }
            Thread.sleep(50);
        }
    }

    private String logs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder logs = new StringBuilder();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                logs.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
            return logs.toString();
        }
    }

    private LineClient connect() throws IOException {
        return new LineClient(site.tls(new Socket(InetAddress.getLoopbackAddress(), port)));
    }

    private LineClient ada() throws IOException {
        LineClient ada = connect();
        ada.lineWith("* OK");
        ada.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA)), "a OK");
        return ada;
    }

    @Test
    void aSuccessorTakesPortAndSocketWithoutOneConnectionLost() throws Exception {
        Process first = serve("first.log");
        await("the port", this::answers);
        Path aside = Path.of(socket + "." + first.pid());
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger connections = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (LineClient old = ada()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                clients.add(threads.submit(() -> {
                    while (!over.get()) {
                        try (LineClient client = connect()) {
                            client.lineWith("* OK");
                            connections.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            Process second = serve("second.log", "--take-over");
            await("the hand-over", () -> Files.exists(aside) && Files.exists(socket));
            int before = connections.get();
            await("more connections", () -> connections.get() > before + 50);
            over.set(true);
            for (Future<?> client : clients) {
                client.get(PATIENCE, TimeUnit.SECONDS);
            }

            assertThat(first.isAlive()).isTrue();
            old.ask("b NOOP", "b OK");
            assertThat(new CommandRun(folder)
                            .run("status", "--socket", aside.toString())
                            .out())
                    .contains("draining");
            assertThat(new CommandRun(folder)
                            .run("status", "--config", config.toString())
                            .out())
                    .contains("serving");
            CommandRun.Outcome late = new CommandRun(folder).run("reload", "--socket", aside.toString());
            assertThat(late.exit()).isEqualTo(1);
            assertThat(late.err()).hasLineCount(1).contains("lets nobody in any more");
            old.ask("c LOGOUT", "c OK");
            assertThat(first.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isZero();
            assertThat(aside).doesNotExist();
            assertThat(second.isAlive()).isTrue();
            try (LineClient next = ada()) {
                next.ask("b NOOP", "b OK");
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private boolean answers() {
        try (LineClient client = connect()) {
            return client.line().startsWith("* OK");
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void aSecondOneByMistakeTakesNothingAndAsksForTheWord() throws Exception {
        serve("first.log");
        await("the port", this::answers);
        CommandRun.Outcome mistake = new CommandRun(folder).run("serve", "--config", config.toString());
        assertThat(mistake.exit()).isEqualTo(1);
        assertThat(mistake.err()).hasLineCount(1).contains("belongs to a running process");
        assertThat(mistake.out()).doesNotContain("listening");
        assertThat(answers()).isTrue();
    }

    /** A control socket of its own does not make two Posterns share their clients. */
    @Test
    void aSecondOneWithAnotherSocketTakesNothingEither() throws Exception {
        serve("first.log");
        await("the port", this::answers);
        Path other = Files.writeString(
                folder.resolve("other.yaml"),
                Files.readString(config)
                        .replace(socket.toString(), folder.resolve("other.sock").toString()));
        CommandRun.Outcome mistake = new CommandRun(folder).run("serve", "--config", other.toString());
        assertThat(mistake.exit()).isEqualTo(1);
        assertThat(mistake.err()).hasLineCount(1).contains("listener imap", String.valueOf(port));
        assertThat(answers()).isTrue();
    }

    /** It has lost its socket, or never had this one: nobody could tell it to make way. */
    @Test
    void whoCannotBeAskedToMakeWayIsNotJoined() throws Exception {
        serve("first.log");
        await("the port", this::answers);
        Path elsewhere = folder.resolve("other.sock");
        Path other = Files.writeString(
                folder.resolve("other.yaml"),
                Files.readString(config).replace(socket.toString(), elsewhere.toString()));
        CommandRun.Outcome refused = new CommandRun(folder).run("serve", "--config", other.toString(), "--take-over");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .hasLineCount(1)
                .contains("listener imap", String.valueOf(port), "nobody answers at " + elsewhere);
        assertThat(refused.out()).doesNotContain("listener=imap");
        assertThat(answers()).isTrue();
    }

    @Test
    void aSocketThatIsGoneIsMadeAgain() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path own = run.resolve("control.sock");
        Files.writeString(config, Files.readString(config).replace(socket.toString(), own.toString()));
        serve("first.log");
        await("the socket", () -> Files.exists(own));
        await("the port", this::answers);

        Files.delete(own);
        await("the socket again", () -> Files.exists(own));
        assertThat(status().out()).contains("serving");

        Files.move(run, folder.resolve("away"));
        await(
                "a word about the directory",
                () -> Files.readString(folder.resolve("first.log")).contains(run + " does not exist; create it"));
        Files.createDirectory(run);
        await("the socket in its directory", () -> Files.exists(own));
        assertThat(status().out()).contains("serving");
        assertThat(Files.readString(folder.resolve("first.log")).lines())
                .filteredOn(line -> line.contains("control socket is gone"))
                .hasSize(2);
    }

    private CommandRun.Outcome status() throws Exception {
        return new CommandRun(folder).run("status", "--config", config.toString());
    }

    /** Mail goes on without the operators; nobody but ourselves gets in instead. */
    @Test
    void aGroupThatIsNotThereCostsItsMembersTheirAccessAndMailNothing() throws Exception {
        Files.writeString(
                config, Files.readString(config).replace(socket + " }", socket + ", group: nobody-has-this }"));
        serve("first.log");
        await("the port", this::answers);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(status().out()).contains("serving");
        assertThat(Files.readString(folder.resolve("first.log")))
                .contains("control socket is for Postern's user alone", "there is no group nobody-has-this");
    }

    /** Else a service manager would tell of a failure, and nothing of why. */
    @Test
    void whoIsEndedBeforeHeIsReadySaysSo() throws Exception {
        try (FileChannel lock = FileChannel.open(
                        Path.of(socket + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            Process first = serve("first.log");
            await(
                    "its first line",
                    () -> Files.readString(folder.resolve("first.log")).contains("started"));
            first.destroy();
            assertThat(first.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(held.isValid()).isTrue();
        }
        assertThat(Files.readString(folder.resolve("first.log")))
                .contains("postern: ended by a signal before it was ready")
                .doesNotContain("listening");
    }

    @Test
    void whoIsLeftAtTheOldOneIsToldToGoAfterTheTime() throws Exception {
        Process first = serve("first.log");
        await("the port", this::answers);
        try (LineClient old = ada()) {
            serve("second.log", "--take-over", "--drain-timeout", "1s");
            assertThat(old.lineWith("* BYE")).contains("Shutting down");
            assertThat(old.line()).isEmpty();
        }
        assertThat(first.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertThat(answers()).isTrue();
    }

    /** The port is the new one's, and the session is the old one's. */
    @Test
    void aLogoutAtTheProviderEndsSessionsAtTheOldOneToo() throws Exception {
        serve("first.log");
        await("the port", this::answers);
        try (LineClient old = ada()) {
            serve("second.log", "--take-over");
            await(
                    "the hand-over",
                    () -> Files.readString(folder.resolve("second.log")).contains("back-channel-logout"));
            try (LineClient young = ada()) {
                assertThat(logout()).isEqualTo(200);
                assertThat(young.lineWith("* BYE")).contains("identity provider");
                assertThat(old.lineWith("* BYE")).contains("identity provider");
            }
        }
        // The old one says so once it has counted, and its sessions hear of it sooner.
        await(
                "the old one's line",
                () -> Files.readString(folder.resolve("first.log")).contains("logout at the provider"));
        assertThat(Files.readString(folder.resolve("first.log"))).contains("count=1");
        assertThat(Files.readString(folder.resolve("second.log"))).doesNotContain("not passed on");
    }

    private int logout() throws IOException, InterruptedException {
        TestToken told =
                site.issuer().logoutToken().claim("sub", "subject-of-" + ADA).claim("sid", "session-of-" + ADA);
        return MailSite.logout(logoutPort, told.build());
    }

    @Test
    void takingOverWhereNobodyRunsIsAStart() throws Exception {
        serve("first.log", "--take-over");
        await("the port", this::answers);
        assertThat(new CommandRun(folder)
                        .run("status", "--config", config.toString())
                        .out())
                .contains("serving");
    }
}
