package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.token.json.JsonReader;
import dev.postern.integration.backend.LineClient;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern top} at a Postern with somebody inside: through a pipe, and at a terminal that must survive it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
@Tag("once")
class TopIT {
    private static final String OTHER_SCREEN = "\u001b[?1049h";
    private static final String BACK = "\u001b[?1049l";
    private static final int PATIENCE = CommandRun.SECONDS;

    private Path folder;
    private Path socket;
    private MailSite site;
    private LineClient ada;

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
        ProxyAssembly postern = site.postern();
        ada = site.imap(postern, ADA);
    }

    @AfterAll
    void close() throws Exception {
        if (ada != null) {
            ada.close();
        }
        if (site != null) {
            site.close();
        }
    }

    @Test
    void throughAPipeItTellsOneInterval() throws Exception {
        CommandRun.Outcome outcome =
                new CommandRun(folder).run("top", "--interval", "1s", "--socket", socket.toString());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .startsWith("postern ")
                .containsPattern("sessions +1 +1 logged in: imap 1")
                .containsPattern("logins +0\\.0/s")
                .contains("REFUSED", "SINCE START", "BACKEND")
                .containsPattern("legacy +imap +127\\.0\\.0\\.1:[0-9]+ +up")
                .doesNotContain("\u001b");
    }

    @Test
    void forProgramsItIsOneObject() throws Exception {
        CommandRun.Outcome outcome = new CommandRun(folder)
                .run("top", "--interval", "1s", "--output", "json", "--socket", socket.toString());

        Map<String, Object> json = JsonReader.object(outcome.out());
        assertThat(json).containsKeys("interval_seconds", "per_second", "status");
        assertThat(String.valueOf(json.get("per_second")))
                .contains("logins=0", "connections=0", "refusals=0", "bytes_in=0");
        assertThat(String.valueOf(json.get("status"))).contains("state=serving");
    }

    /** Runs it at a terminal of its own and types this after it has drawn its picture. */
    private String typed(String key) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is missing");
        String top =
                List.copyOf(CommandRun.command("top", "--interval", "1s", "--socket", socket.toString())
                                .command())
                        .stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Path inside = Files.writeString(
                folder.resolve("inside-" + (int) key.charAt(0)), "stty -g\n" + top + "\necho exit $?\nstty -g\n");
        Path seen = folder.resolve("seen-" + (int) key.charAt(0));
        Process script = new ProcessBuilder("/usr/bin/script", "-qfec", "bash -m " + inside, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(seen.toFile())
                .start();
        try (OutputStream keyboard = script.getOutputStream()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (!Files.readString(seen, StandardCharsets.ISO_8859_1).contains("BACKEND")) {
                assertThat(System.nanoTime()).as("the picture").isLessThan(end);
                Thread.sleep(100);
            }
            keyboard.write(key.getBytes(StandardCharsets.US_ASCII));
            keyboard.flush();
            assertThat(script.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } finally {
            script.destroyForcibly();
        }
        return Files.readString(seen, StandardCharsets.ISO_8859_1);
    }

    private static void terminalIsAsBefore(String seen) {
        assertThat(seen).contains(OTHER_SCREEN, BACK, "sessions");
        assertThat(seen.indexOf(BACK)).isGreaterThan(seen.lastIndexOf("BACKEND"));
        List<String> settings = seen.lines()
                .map(line -> line.replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]", "").strip())
                .filter(line -> line.matches("[0-9a-f]+(:[0-9a-f]+){10,}"))
                .toList();
        assertThat(settings).hasSize(2);
        assertThat(settings.get(1)).isEqualTo(settings.get(0));
    }

    @Test
    void qLeavesTheTerminalAsItWas() throws Exception {
        String seen = typed("q");

        assertThat(seen).contains("exit 0");
        terminalIsAsBefore(seen);
    }

    @Test
    void ctrlCLeavesTheTerminalAsItWas() throws Exception {
        String seen = typed("\u0003");

        assertThat(seen).contains("exit 130");
        terminalIsAsBefore(seen);
    }
}
