package dev.postern.integration.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@code postern demo} and pastes the lines that it prints, as they stand there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
    private static final String LAST_LINE = "Ctrl-C ends the demo";

    private final List<String> commands = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Process demo;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Outcome(int exit, String text) {}

    @BeforeAll
    void start(@TempDir Path place) throws IOException, InterruptedException {
        assumeTrue(has("curl"), "curl is missing: the demo's lines are not tried");
        folder = place.resolve("demo");
        demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.postern.cli.Postern",
                        "demo",
                        "--imap-port",
                        "0",
                        "--smtp-port",
                        "0",
                        "--folder",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        readPage();
    }

    private static boolean has(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private void readPage() throws IOException {
        BufferedReader page = new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder command = new StringBuilder();
        List<String> all = new ArrayList<>();
        for (String line = page.readLine(); line != null; line = page.readLine()) {
            all.add(line);
            if (line.startsWith(LAST_LINE)) {
                assertThat(commands).as(String.join("\n", all)).hasSizeGreaterThanOrEqualTo(6);
                drain(page);
                return;
            }
            if (line.startsWith("curl ") || !command.isEmpty()) {
                command.append(line).append('\n');
                if (!line.endsWith("\\")) {
                    commands.add(command.toString());
                    command.setLength(0);
                }
            }
        }
        throw new AssertionError("the demo ended: " + String.join("\n", all));
    }

    /** Its log must not fill the pipe. */
    private static void drain(BufferedReader page) {
        Thread reader = new Thread(() -> page.lines().forEach(line -> {}), "demo-log");
        reader.setDaemon(true);
        reader.start();
    }

    private Outcome paste(int line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "exec timeout 30 " + commands.get(line))
                .redirectErrorStream(true)
                .start();
        String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(shell.waitFor(), text);
    }

    @AfterAll
    void ctrlC() throws InterruptedException {
        if (demo != null) {
            demo.destroy();
            assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.exists(folder)).as("the demo takes its files away").isFalse();
        }
    }

    @Test
    @Order(1)
    void ada_reads_her_inbox() throws IOException, InterruptedException {
        Outcome read = paste(0);
        assertThat(read.text()).contains("Subject: ");
        assertThat(read.exit()).isZero();
    }

    @Test
    @Order(2)
    void a_letter_goes_from_ada_to_grace() throws IOException, InterruptedException {
        Outcome sent = paste(1);
        assertThat(sent.exit()).as(sent.text()).isZero();
        Outcome read = paste(2);
        assertThat(read.text()).contains("From: ").contains("ada@example.org");
        assertThat(read.exit()).isZero();
    }

    @Test
    @Order(3)
    void an_expired_token_and_somebody_elses_are_refused() throws IOException, InterruptedException {
        assertThat(paste(3).exit()).isEqualTo(67);
        assertThat(paste(4).exit()).isEqualTo(67);
    }

    @Test
    @Order(4)
    void a_fresh_token_works_as_well() throws IOException, InterruptedException {
        assertThat(paste(5).exit()).isZero();
        assertThat(paste(0).exit()).isZero();
    }
}
