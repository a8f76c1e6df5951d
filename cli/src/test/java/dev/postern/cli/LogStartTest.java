package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often Log4j is configured by a start, and that it ends up as the configuration says. In a process of its own. */
class LogStartTest {
    private final Path folder;

    LogStartTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log: { format: json } | \"event.action\":\"started\"",
                "log: { level: info, \"format\": \"json\" } | \"event.action\":\"started\"",
                "# log: { format: json } | INFO  started ",
                "log: { format: text } # not format: json | INFO  started "
            })
    void aStartConfiguresLog4jOnce(String log, String first) throws Exception {
        assertThat(serve(log + "\n"))
                .anyMatch(line -> line.contains(first))
                .filteredOn(line -> line.contains("Starting configuration"))
                .hasSize(1);
    }

    @Test
    void aFormatThatOnlyAReaderOfYamlFindsIsInForceAllTheSame() throws Exception {
        assertThat(serve("log:\n  ? format\n  : json\n"))
                .anyMatch(line -> line.contains("\"event.action\":\"started\""));
    }

    /** Until it finds that its port is taken. */
    private List<String> serve(String log) throws IOException, InterruptedException {
        try (ExplainSite site = new ExplainSite(folder);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = site.configuration();
            String port = "address: 127.0.0.1, port: " + taken.getLocalPort() + ", protocol";
            Files.writeString(file, log + Files.readString(file).replace("port: 1, protocol", port));
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dlog4j2.debug=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Postern.class.getName(),
                            "serve",
                            "--config",
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String written = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as(written).isEqualTo(ExitCode.FAILURE);
            return written.lines().toList();
        }
    }
}
