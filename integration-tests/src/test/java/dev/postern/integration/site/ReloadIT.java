package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.LogLines;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates.KeyKind;
import dev.postern.core.testing.TestIssuer;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import dev.postern.integration.backend.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code postern reload} at a Postern with people inside. */
@SuppressWarnings("NullAway.Init")
@Tag("once")
class ReloadIT {
    private final Path folder;
    private final Path socket;
    private MailSite site;
    private ProxyAssembly postern;
    private Path config;

    ReloadIT(@TempDir Path folder) {
        this.folder = folder;
        this.socket = folder.resolve("control.sock");
    }

    @BeforeEach
    void open() throws Exception {
        site = new MailSite(folder);
        site.policy("""
                issuers:
                  - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
                control: { socket: %s }
                limits: { connections-per-address: 100 }
                """.formatted(site.issuer.issuer(), socket));
        postern = site.postern();
        config = folder.resolve("postern-0.yaml");
    }

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private CommandRun.Outcome reload(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("reload", "--config", config.toString()));
        command.addAll(List.of(more));
        return new CommandRun(folder).run(command.toArray(String[]::new));
    }

    private void reloaded(String says) throws Exception {
        CommandRun.Outcome outcome = reload();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(says);
        assertThat(outcome.exit()).isZero();
    }

    private void edit(String what, String into) throws IOException {
        String text = Files.readString(config);
        assertThat(text).contains(what);
        Files.writeString(config, text.replace(what, into));
    }

    private String login(String token) throws IOException {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            return imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, token), "");
        }
    }

    @Test
    void an_issuer_that_is_added_lets_in_and_one_that_is_removed_puts_out() throws Exception {
        try (TestIssuer other = TestIssuer.start();
                LineClient stays = site.imap(postern, ADA);
                LogLines log = new LogLines()) {
            String token = other.token().user(ADA).build();
            assertThat(login(token)).doesNotContain("a OK");

            edit("issuers:\n", """
                    issuers:
                      - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
                    """.formatted(other.issuer()));
            reloaded("reloaded, changed: issuers\n");
            assertThat(login(token)).startsWith("a OK");
            try (LineClient goes = site.connect(postern, "imap")) {
                goes.lineWith("* OK");
                goes.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, token), "a OK");

                edit(
                        "  - { issuer: \"%s\", audience: mail, mailbox: \"{preferred_username}\" }\n"
                                .formatted(other.issuer()),
                        "");
                reloaded("sessions told to end, their issuer, client or route is gone: 1\n");
                assertThat(goes.lineWith("* BYE")).contains("no longer offered");
                assertThat(goes.line()).isEmpty();
            }
            assertThat(login(token)).doesNotContain("a OK");
            stays.ask("b NOOP", "b OK");
            assertThat(log.with("settings reloaded"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("operator=", "issuers");
            assertThat(log.with("closed")).anyMatch(line -> line.contains("no_longer_configured"));
        }
    }

    @Test
    void a_client_that_is_no_longer_allowed_is_put_out_and_others_stay() throws Exception {
        String two = site.issuer
                .token()
                .user(ADA)
                .claim("azp", "thunderbird")
                .claim("client_id", "lost-laptop")
                .build();
        String one = site.issuer.token().user(BOB).claim("azp", "lost-laptop").build();
        try (LineClient stays = site.imap(postern, ADA);
                LogLines log = new LogLines()) {
            try (LineClient goes = site.connect(postern, "imap");
                    LineClient goesToo = site.connect(postern, "imap");
                    LineClient early = site.connect(postern, "imap")) {
                goes.lineWith("* OK");
                goes.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, two), "a OK");
                goesToo.lineWith("* OK");
                goesToo.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(BOB, one), "a OK");
                early.lineWith("* OK");

                edit("audience: mail,", "audience: mail, clients: [thunderbird, webmail],");
                reloaded("sessions told to end, their issuer, client or route is gone: 2\n");

                assertThat(goes.lineWith("* BYE")).contains("no longer offered");
                assertThat(goesToo.lineWith("* BYE")).contains("no longer offered");
                stays.ask("b NOOP", "b OK");
                // The rules under which it connected would still have let it in.
                early.send("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(BOB, one) + "\r\nb SELECT INBOX\r\n");
                assertThat(early.lineWith("* BYE")).contains("no longer offered");
            }
            assertThat(login(two)).doesNotContain("a OK");
            Waiting.until(
                    "their last lines",
                    () -> log.with("reason=no_longer_configured").size() == 3);

            edit("clients: [thunderbird, webmail],", "clients: thunderbird,");
            reloaded("reloaded, changed: issuers\n");
            stays.ask("c NOOP", "c OK");
        }
    }

    @Test
    void who_has_begun_with_an_issuer_before_it_was_removed_comes_no_further_than_the_login() throws Exception {
        try (TestIssuer other = TestIssuer.start()) {
            edit("issuers:\n", """
                    issuers:
                      - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
                    """.formatted(other.issuer()));
            reloaded("issuers");
            try (LineClient early = site.connect(postern, "imap")) {
                early.lineWith("* OK");
                edit(
                        "  - { issuer: \"%s\", audience: mail, mailbox: \"{preferred_username}\" }\n"
                                .formatted(other.issuer()),
                        "");
                reloaded("issuers");

                String token = other.token().user(ADA).build();
                early.send("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, token) + "\r\nb SELECT INBOX\r\n");
                assertThat(early.lineWith("* BYE")).contains("no longer offered");
                assertThat(early.line()).isEmpty();
            }
        }
    }

    @Test
    void the_master_password_is_read_anew() throws Exception {
        Path secret = folder.resolve("master-0");
        try (LineClient stays = site.imap(postern, ADA)) {
            Files.writeString(secret, "something else\n");
            reloaded("reloaded, changed: backends\n");
            assertThat(login(site.token(ADA))).startsWith("a NO [UNAVAILABLE]");
            stays.ask("b NOOP", "b OK");

            Files.writeString(secret, PrivateDovecot.MASTER_PASSWORD + "\n");
            reloaded("backends");
            assertThat(login(site.token(ADA))).startsWith("a OK");
            stays.ask("c NOOP", "c OK");
        }
    }

    @Test
    void a_limit_holds_for_who_comes_and_counts_who_is_in() throws Exception {
        try (LineClient stays = site.imap(postern, ADA)) {
            edit("connections-per-address: 100", "connections-per-address: 1");
            reloaded("limits");
            try (Socket plain = new Socket(
                    InetAddress.getLoopbackAddress(),
                    postern.address("imap-starttls").getPort())) {
                assertThat(new LineClient(plain).line()).startsWith("* BYE");
            }
            stays.ask("b NOOP", "b OK");

            edit("connections-per-address: 1 ", "connections-per-address: 2 ");
            reloaded("limits");
            assertThat(login(site.token(ADA))).startsWith("a OK");
        }
    }

    private Socket silent() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), postern.address("imap").getPort());
        socket.setSoTimeout(8_000);
        return socket;
    }

    @Test
    void a_deadline_holds_for_who_comes() throws Exception {
        Files.writeString(config, Files.readString(config) + "deadlines: { handshake: 1m }\n");
        reloaded("deadlines");
        try (Socket before = silent()) {
            edit("handshake: 1m", "handshake: 1s");
            reloaded("deadlines");
            try (Socket after = silent()) {
                assertThat(after.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(new LineClient(site.tls(before)).line()).startsWith("* OK");
        }
    }

    @Test
    void a_route_for_mailboxes_holds_for_who_comes() throws Exception {
        try (LineClient stays = site.imap(postern, ADA)) {
            edit("backends:\n", """
                    mailbox-routes: { default: elsewhere, domains: { other.example: legacy } }
                    backends:
                      - name: elsewhere
                        master: { user: other, password-file: %s }
                        imap: { host: 127.0.0.1, port: 1, tls: none }
                        smtp: { host: 127.0.0.1, port: 1, tls: none }
                    """.formatted(masterFile()));
            reloaded("backends mailbox-routes");
            assertThat(login(site.token(ADA))).contains("[UNAVAILABLE]");
            stays.ask("b NOOP", "b OK");

            edit(
                    "default: elsewhere, domains: { other.example: legacy }",
                    "default: legacy, domains: { other.example: elsewhere }");
            reloaded("mailbox-routes");
            assertThat(login(site.token(ADA))).startsWith("a OK");
        }
    }

    /** As the file has it for the backend that is there. */
    private String masterFile() throws IOException {
        return Files.readString(config).replaceFirst("(?s).*password-file: (\\S+) \\}.*", "$1");
    }

    private Certificate served() throws IOException {
        try (SSLSocket tls = site.tls(new Socket(
                InetAddress.getLoopbackAddress(), postern.address("imap").getPort()))) {
            return tls.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void another_certificate_is_shown_to_who_comes() throws Exception {
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        Certificate other = site.certificates.authority().issue(keys, "localhost");
        Path chain = TestAuthority.write(folder.resolve("other.pem"), other);
        Path key = TestAuthority.write(folder.resolve("other.key"), keys.getPrivate());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (LineClient stays = site.imap(postern, ADA)) {
            edit(
                    site.certificates.chainFile(KeyKind.ECDSA) + ", key: " + site.certificates.keyFile(KeyKind.ECDSA),
                    chain + ", key: " + key);
            reloaded("reloaded, changed: certificates\n");
            assertThat(served()).isEqualTo(other);
            stays.ask("b NOOP", "b OK");
        }
    }

    @Test
    void ports_come_and_go() throws Exception {
        int port = postern.address("imap").getPort();
        try (LineClient stays = site.imap(postern, ADA)) {
            edit(
                    "- { name: imap, address: 127.0.0.1, port: 0, protocol: imap }",
                    "- { name: reading, address: 127.0.0.1, port: 0, protocol: imap }");
            reloaded("reloaded, changed: listeners\n");
            assertThat(refuses(port)).isTrue();
            try (LineClient imap = site.connect(postern, "reading")) {
                imap.lineWith("* OK");
            }
            stays.ask("b NOOP", "b OK");
        }
    }

    private static boolean refuses(int port) {
        try (Socket taken = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !taken.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void a_port_that_cannot_be_had_changes_nothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            edit("listeners:\n", """
                    listeners:
                      - { name: another, address: 127.0.0.1, port: 0, protocol: imap }
                      - { name: late, address: 127.0.0.1, port: %d, protocol: imap }
                    """.formatted(taken.getLocalPort()));
            edit("connections-per-address: 100", "connections-per-address: 1");

            CommandRun.Outcome outcome = reload();

            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.err()).hasLineCount(1).contains("cannot listen on", "late", "ss -ltnp");
            try (LineClient ada = site.imap(postern, ADA);
                    LineClient bob = site.imap(postern, BOB)) {
                ada.ask("b NOOP", "b OK");
                bob.ask("b NOOP", "b OK");
            }
        }
    }

    @Test
    void a_bad_file_changes_nothing_and_every_problem_is_told() throws Exception {
        Files.writeString(folder.resolve("master-0"), "");
        edit("connections-per-address: 100", "connections-per-adress: 1");

        try (LogLines log = new LogLines()) {
            CommandRun.Outcome outcome = reload();
            assertThat(outcome.exit()).isEqualTo(78);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .hasLineCount(3)
                    .containsPattern(
                            "postern-0\\.yaml:[0-9]+ limits\\.connections-per-adress: is no setting; did you mean")
                    .containsPattern("postern-0\\.yaml:[0-9]+ backends\\[0]\\.master\\.password-file: .*empty")
                    .contains("nothing has changed");
            assertThat(log.with("settings not reloaded")).hasSize(2);
        }
        CommandRun.Outcome json = reload("--output", "json");
        assertThat(json.exit()).isEqualTo(78);
        assertThat(json.out()).contains("\"setting\":\"limits.connections-per-adress\"", "\"fix\":");
        assertThat(login(site.token(ADA))).startsWith("a OK");
    }

    @Test
    void what_needs_a_restart_is_named_until_it_is_taken_back() throws Exception {
        edit("limits: { ", "limits: { io-threads: 3, ");
        reloaded("reloaded, changed: limits\nneeds a restart: limits.io-threads\n");
        reloaded("reloaded, no setting has changed\nneeds a restart: limits.io-threads\n");
        edit("io-threads: 3, ", "");
        reloaded("reloaded, changed: limits\n");
        assertThat(reload().out()).doesNotContain("restart");
    }

    @Test
    void the_log_level_of_a_daemon_follows_its_file() throws Exception {
        Path second = folder.resolve("second.sock");
        Path file = Files.writeString(
                folder.resolve("second.yaml"),
                Files.readString(config).replace(socket.toString(), second.toString()) + "log: { level: info }\n");
        CommandRun command = new CommandRun(folder);
        Process daemon = CommandRun.command("serve", "--config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("second.log").toFile())
                .start();
        try {
            for (int i = 0; i < 600 && !Files.exists(second); i++) {
                Thread.sleep(100);
            }
            assertThat(command.run("log-level", "postern", "warn", "--config", file.toString())
                            .exit())
                    .isZero();
            Files.writeString(file, Files.readString(file).replace("level: info", "level: debug"));

            assertThat(command.run("reload", "--config", file.toString()).out()).contains("changed: log\n");
            assertThat(command.run("status", "--config", file.toString()).out()).containsPattern("log level +debug");
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void the_log_of_a_daemon_moves_to_another_file_and_needs_no_restart() throws Exception {
        Path second = folder.resolve("second.sock");
        Path before = folder.resolve("before.log");
        Path after = folder.resolve("after.log");
        Path file = Files.writeString(
                folder.resolve("second.yaml"),
                Files.readString(config).replace(socket.toString(), second.toString())
                        + "log: { file: { path: before.log, keep: 2 } }\n");
        Path out = folder.resolve("second.log");
        CommandRun command = new CommandRun(folder);
        Process daemon = CommandRun.command("serve", "--config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            Waiting.until("the control socket", Duration.ofMinutes(1), () -> Files.exists(second));
            assertThat(before).content().contains("INFO  started ", "listening");
            Files.writeString(file, Files.readString(file).replace("before.log", "after.log"));

            assertThat(command.run("reload", "--config", file.toString()).out()).isEqualTo("reloaded, changed: log\n");
            Waiting.until(
                    "a line in the new file", () -> Files.readString(after).contains("settings reloaded"));
            assertThat(before).content().doesNotContain("settings reloaded");
            assertThat(out).isEmptyFile();

            Files.writeString(file, Files.readString(file).replace("path: after.log", "path: none/after.log"));
            CommandRun.Outcome refused = command.run("reload", "--config", file.toString());
            assertThat(refused.exit()).isEqualTo(78);
            assertThat(refused.err()).contains("log.file.path: needs the folder", "nothing has changed");
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void a_route_that_is_removed_takes_its_visitors_along() throws Exception {
        try (ServerSocket web = echo()) {
            String gone =
                    "      - { name: gone, server-names: mail.example.org, relay: { host: 127.0.0.1, port: %d } }\n";
            String stays = "      - { name: stays, default: true, relay: { host: 127.0.0.1, port: %d } }\n";
            edit(
                    "certificates:\n",
                    ("  - name: shared\n    address: 127.0.0.1\n    port: 0\n    routes:\n" + gone + stays)
                                    .formatted(web.getLocalPort(), web.getLocalPort())
                            + "certificates:\n");
            reloaded("listeners");
            int port = postern.address("shared").getPort();
            try (LineClient goes = new LineClient(tls(port, "mail.example.org"));
                    LineClient remains = new LineClient(tls(port, "localhost"))) {
                assertThat(goes.ask("hello", "")).isEqualTo("hello");
                assertThat(remains.ask("hello", "")).isEqualTo("hello");

                edit(gone.formatted(web.getLocalPort()), "");
                reloaded("sessions told to end, their issuer, client or route is gone: 1\n");

                assertThat(goes.line()).isEmpty();
                assertThat(remains.ask("again", "")).isEqualTo("again");
            }
        }
    }

    private SSLSocket tls(int port, String name) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
                (SSLSocket) site.certificates.clientContext().getSocketFactory().createSocket(plain, name, port, true);
        socket.startHandshake();
        return socket;
    }

    private static ServerSocket echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket visitor = server.accept();
                    Thread serving = new Thread(() -> serve(visitor), "echo");
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException closed) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        return server;
    }

    private static void serve(Socket visitor) {
        try (visitor) {
            visitor.getInputStream().transferTo(visitor.getOutputStream());
        } catch (IOException gone) {
            // So does this thread.
        }
    }

    @Test
    void nobody_is_refused_while_settings_are_reloaded_again_and_again() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                clients.add(threads.submit(() -> {
                    int logins = 0;
                    while (!over.get()) {
                        assertThat(login(site.token(ADA))).startsWith("a OK");
                        logins++;
                    }
                    return logins;
                }));
            }
            // The provider need not be there: what is known of its keys stays known.
            assertThat(login(site.token(ADA))).startsWith("a OK");
            site.issuer.become(TestIssuer.Mood.DOWN);
            List<Future<List<String>>> operators = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                operators.add(threads.submit(() -> {
                    List<String> answers = new ArrayList<>();
                    for (int n = 0; n < 10; n++) {
                        answers.add(new ControlSocketClient(socket).post("/v1/reload"));
                    }
                    return answers;
                }));
            }
            for (Future<List<String>> operator : operators) {
                assertThat(operator.get(60, TimeUnit.SECONDS)).hasSize(10).allMatch(answer -> answer.contains(" 200 "));
            }
            over.set(true);
            for (Future<Integer> client : clients) {
                assertThat(client.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }
}
