package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/upgrade.md} that make a template of the unit. */
class UpgradePageTest {
    private static final Pattern COMMANDS =
            Pattern.compile("```sh\n(sed .*?)systemctl daemon-reload\n```", Pattern.DOTALL);

    private final Path folder;

    UpgradePageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String run(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder("sh", "-euc", script)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + Files.readString(output);
    }

    @Test
    void theyMakeAUnitThatTakesOver() throws IOException, InterruptedException {
        assumeTrue(run("command -v systemd-analyze").startsWith("0 "), "systemd-analyze is missing");
        Matcher page = COMMANDS.matcher(SourceTree.read(SourceTree.root().resolve("docs/upgrade.md")));
        assertThat(page.find()).isTrue();
        String commands = page.group(1)
                .replace(
                        "/lib/systemd/system/postern.service",
                        SourceTree.root().resolve("conf/postern.service").toString())
                .replace("/etc/systemd/system", folder.toString());

        assertThat(run(commands)).isEqualTo("0 ");

        Path unit = folder.resolve("postern@.service");
        assertThat(unit)
                .content()
                .contains("serve --take-over --drain-timeout 8h --config")
                .as("or whoever ends takes the directory of the other's socket away")
                .contains("\nRuntimeDirectoryPreserve=yes\n");
        // Ours is not installed here.
        Files.writeString(unit, Files.readString(unit).replaceAll("(?m)=/usr/bin/postern\\b", "=/bin/true"));
        assertThat(run("systemd-analyze verify --man=no " + unit)).isEqualTo("0 ");
    }
}
