package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code conf/postern.service}, as systemd itself judges it. */
class SystemdUnitTest {
    /** In tenths: 2.0. */
    private static final String MOST_EXPOSURE = "20";

    private record Outcome(int exit, String text) {}

    private final Path folder;

    SystemdUnitTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Outcome run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    /** With a program that is there in place of ours, which is not installed. */
    private String unit() throws IOException {
        String text = Files.readString(SourceTree.root().resolve("conf/postern.service"));
        return Files.writeString(
                        folder.resolve("postern.service"), text.replaceAll("(?m)=/usr/bin/postern\\b", "=/bin/true"))
                .toString();
    }

    @BeforeEach
    void systemdIsThere() throws IOException, InterruptedException {
        assumeTrue(run("sh", "-c", "command -v systemd-analyze").exit() == 0, "systemd-analyze is missing");
    }

    @Test
    void systemdUnderstandsEveryLine() throws IOException, InterruptedException {
        assertThat(run("systemd-analyze", "verify", "--man=no", unit())).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void itIsExposedToLittle() throws IOException, InterruptedException {
        Outcome judged = run(
                "systemd-analyze", "security", "--offline=true", "--threshold=" + MOST_EXPOSURE, "--no-pager", unit());

        assertThat(judged.exit()).as(judged.text()).isZero();
        assertThat(judged.text()).contains("Overall exposure level");
    }

    /** systemd 229 warns of what it does not know and goes on; these are the lines by which it would go wrong. */
    @Test
    void systemd229MisunderstandsNoLine() throws IOException {
        List<String> lines = SourceTree.read(SourceTree.root().resolve("conf/postern.service"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(lines)
                .filteredOn(line -> line.startsWith("Type="))
                .as("exec came with 240, notify-reload with 253")
                .containsExactly("Type=notify");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("SystemCallFilter="))
                .as("groups came with 231: of a list of what is allowed nothing would be left")
                .first()
                .asString()
                .startsWith("SystemCallFilter=~");
        assertThat(lines)
                .as("strict came with 232: the last value that is known counts")
                .containsSubsequence("ProtectSystem=full", "ProtectSystem=strict");
        assertThat(lines)
                .filteredOn(line -> line.matches("Exec\\w+=.*"))
                .as("prefixes + and ! came with 231 and 235")
                .allMatch(line -> line.matches("Exec\\w+=/.*"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("SecureBits="))
                .as("setting them anew takes a capability that we do not keep")
                .isEmpty();
    }
}
