package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.token.json.JsonReader;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real commands, over the real socket, at a Postern with people inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ControlIT {
    private static final int PATIENCE = CommandRun.SECONDS;

    private Path folder;
    private Path socket;
    private MailSite site;
    private ProxyAssembly postern;

    @BeforeAll
    void open(@TempDir Path place) throws Exception {
        folder = place;
        socket = place.resolve("control.sock");
        site = new MailSite(place);
        site.policy("""
            issuers:
              - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
            control: { socket: %s }
            """.formatted(site.issuer.issuer(), socket));
        postern = site.postern();
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private CommandRun.Outcome run(String... arguments) throws Exception {
        return new CommandRun(folder).run(arguments);
    }

    private String config() {
        return folder.resolve("postern-0.yaml").toString();
    }

    @Test
    void whoIsInIsListedShownAndEnded() throws Exception {
        try (LineClient ada = site.imap(postern, ADA);
                LineClient bob = site.imap(postern, BOB)) {
            CommandRun.Outcome listed = run("sessions", "list", "--config", config(), "--user", ADA);
            assertThat(listed.err()).isEmpty();
            assertThat(listed.out())
                    .hasLineCount(2)
                    .contains("ID ", ADA, "imap", "127.0.0.1")
                    .doesNotContain(BOB);

            String id = listed.out().lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
            assertThat(run("sessions", "show", id, "--socket", socket.toString())
                            .out())
                    .contains("issuer", site.issuer.issuer(), "token expires", "backend");

            CommandRun.Outcome ended =
                    run("sessions", "end", "--socket", socket.toString(), "--user", ADA, "--reason", "stolen phone");
            assertThat(ended.out()).isEqualTo("1 session told to end\n");
            assertThat(ended.exit()).isZero();
            assertThat(ada.lineWith("* BYE")).contains("BYE");
            assertThat(bob.ask("b NOOP", "b ")).startsWith("b OK");

            CommandRun.Outcome others =
                    run("sessions", "end", "--client", "another", "--socket", socket.toString(), "--reason", "policy");
            assertThat(others.exit()).isEqualTo(1);
            assertThat(bob.ask("c NOOP", "c ")).startsWith("c OK");
            CommandRun.Outcome strict = run(
                    "sessions",
                    "end",
                    "--issuer",
                    site.issuer.issuer(),
                    "--socket",
                    socket.toString(),
                    "--reason",
                    "stricter policy");
            assertThat(strict.exit()).isZero();
            assertThat(bob.lineWith("* BYE")).contains("BYE");

            CommandRun.Outcome nobody =
                    run("sessions", "end", "0NOBODY", "--socket", socket.toString(), "--reason", "again");
            assertThat(nobody.exit()).isEqualTo(1);
        }
    }

    @Test
    void theStatusIsForPeopleAndForPrograms() throws Exception {
        try (LineClient ada = site.imap(postern, ADA)) {
            assertThat(ada.ask("b NOOP", "b ")).startsWith("b OK");

            assertThat(run("status", "--socket", socket.toString()).out())
                    .contains("serving", "logged in", "listener", "imap-starttls", "backend")
                    .containsPattern("legacy imap 127.0.0.1:[0-9]+ up")
                    .containsPattern("keys +" + Pattern.quote(site.issuer.issuer()) + " 4, fetched .* ago\n");
            Map<String, Object> status =
                    JsonReader.object(run("status", "--socket", socket.toString(), "--output", "json")
                            .out());
            assertThat(status).containsEntry("state", "serving").containsEntry("log_level", "info");
            assertThat(String.valueOf(status.get("since_start"))).contains("logins={imap=");
        }
    }

    @Test
    void theLogLevelIsSetAtRunTime() throws Exception {
        CommandRun.Outcome set = run("log-level", "postern", "debug", "--socket", socket.toString());
        assertThat(set.out()).isEqualTo("postern logs at debug\n");
        assertThat(run("status", "--socket", socket.toString()).out()).contains("debug");
        assertThat(run("log-level", "postern", "info", "--socket", socket.toString())
                        .exit())
                .isZero();

        CommandRun.Outcome refused = run("log-level", "org.eclipse.jetty", "debug", "--socket", socket.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).hasLineCount(1).contains("name takes postern");
    }

    @Test
    void badInputIsOneLineWithTheFix() throws Exception {
        CommandRun.Outcome absent =
                run("status", "--socket", folder.resolve("none").toString());
        assertThat(absent.exit()).isEqualTo(69);
        assertThat(absent.err()).hasLineCount(1).contains("does not exist", "--socket");

        CommandRun.Outcome usage = run("sessions", "end", "--all", "--socket", socket.toString());
        assertThat(usage.exit()).isEqualTo(2);
        assertThat(usage.err()).contains("--reason").doesNotContain("\tat ");
    }

    @Test
    void aSecondPosternWaitsItsTurnAndADrainGivesItTheName() throws Exception {
        Path second = folder.resolve("second.sock");
        Path config = Files.writeString(
                folder.resolve("second.yaml"),
                Files.readString(Path.of(config())).replace(socket.toString(), second.toString()));

        CommandRun.Outcome tooEarly = run("serve", "--config", config());
        assertThat(tooEarly.exit()).isEqualTo(1);
        assertThat(tooEarly.err()).hasLineCount(1).contains("belongs to a running process");

        Process serving = CommandRun.command("serve", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("second.log").toFile())
                .start();
        try {
            Waiting.until("the second socket", () -> Files.exists(second));
            drainOf(serving, second, config);
        } finally {
            serving.destroyForcibly();
        }
    }

    private void drainOf(Process serving, Path second, Path config) throws Exception {
        int port = port(run("status", "--socket", second.toString(), "--output", "json"));
        try (LineClient ada = new LineClient(site.tls(new Socket(InetAddress.getLoopbackAddress(), port)))) {
            ada.lineWith("* OK");
            String login = "a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA));
            assertThat(ada.ask(login, "a ")).startsWith("a OK");

            CommandRun.Outcome drain = run("drain", "--socket", second.toString());
            Path aside = Path.of(second + "." + serving.pid());
            assertThat(drain.out()).contains("sessions left: 1", aside.toString());
            assertThat(second).doesNotExist();
            assertThat(run("status", "--socket", aside.toString()).out()).contains("draining");
            assertThat(refuses(port)).isTrue();
            assertThat(ada.ask("b NOOP", "b ")).startsWith("b OK");
            assertThat(serving.isAlive()).isTrue();

            ada.ask("c LOGOUT", "c ");
        }
        assertThat(serving.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(serving.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("second.log"), StandardCharsets.UTF_8))
                .contains("draining, nobody more is let in operator=", "drained", "stopped");
        assertThat(config).exists();
    }

    private static boolean refuses(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    /** The first listener's. */
    private static int port(CommandRun.Outcome status) {
        Matcher address =
                Pattern.compile("\"address\":\"127\\.0\\.0\\.1:([0-9]+)\"").matcher(status.out());
        assertThat(address.find()).as(status.out() + status.err()).isTrue();
        return Integer.parseInt(address.group(1));
    }
}
