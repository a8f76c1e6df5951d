package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.LogSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the resolver does not know this machine. In a process of its own. */
class LogConfigurationTest {
    private final Path folder;

    LogConfigurationTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The child: what Log4j takes for the machine's name, at the start and after a change. */
    public static void main(String[] none) {
        LogOutput.start(LogSettings.STANDARD);
        System.out.println(name());
        LogOutput.change(new LogSettings(LogSettings.Format.JSON, LogSettings.Level.INFO, LogSettings.STANDARD.file()));
        System.out.println(name());
    }

    private static String name() {
        return String.valueOf(LoggerContext.getContext(false)
                .getConfiguration()
                .getProperties()
                .get("hostName"));
    }

    /** Log4j would take the name or the address of a network interface, or complain with a stack where there is none. */
    @Test
    void nobodyLooksThisMachinesNameUp() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogConfigurationTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String written = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

        String kernel = HostName.ofThisMachine();
        assertThat(written.lines()).containsExactly(kernel, kernel);
    }
}
