package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.config.LogFile;
import dev.postern.config.LogSettings;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in a file, by the shipped log4j2.xml and in processes of their own. */
class LogFileTest {
    private static final int ROTATE_AT = 16 * 1024;
    private static final String HOSTILE = "ada\r\n2026-01-01 INFO login user=eve";

    private final Path folder;
    private final Path file;

    LogFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("postern.log");
    }

    /** The child: as a daemon that comes up, and then does what the words say one after the other. */
    public static void main(String[] words) {
        LogOutput.start(LogSettings.STANDARD);
        for (String word : words) {
            String[] parts = word.split("=", 2);
            switch (parts[0]) {
                case "file" -> LogOutput.change(settings(LogSettings.Format.TEXT, parts[1], ROTATE_AT));
                case "large" -> LogOutput.change(settings(LogSettings.Format.TEXT, parts[1], 1 << 20));
                case "json" -> LogOutput.change(settings(LogSettings.Format.JSON, parts[1], ROTATE_AT));
                case "out" -> LogOutput.change(LogSettings.STANDARD);
                default -> write(Integer.parseInt(parts[1]));
            }
        }
        System.out.println("alive");
        LogOutput.stop();
    }

    private static LogSettings settings(LogSettings.Format format, String path, int rotateAt) {
        return new LogSettings(format, LogSettings.Level.INFO, Optional.of(new LogFile(Path.of(path), rotateAt, 3)));
    }

    private static void write(int lines) {
        for (int i = 0; i < lines; i++) {
            EventLog.event(LogEvent.LOGIN_REFUSED)
                    .with(LogKey.SESSION, "S" + i)
                    .with(LogKey.USER, HOSTILE)
                    .write();
        }
    }

    private List<String> run(List<String> before, String... words) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                LogFileTest.class.getName()));
        command.addAll(List.of(words));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String written = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(written).isZero();
        return written.lines().toList();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itIsPutAsideAtItsSizeAndSoManyAreKeptThatOthersCannotRead() throws Exception {
        assertThat(run(List.of(), "file=" + file, "lines=1000")).containsExactly("alive");

        assertThat(names()).containsExactly("postern.log", "postern.log.1", "postern.log.2", "postern.log.3");
        for (String name : names()) {
            Path each = folder.resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-r-----");
            assertThat(Files.size(each)).isLessThan(ROTATE_AT + 512);
            assertThat(Files.readAllLines(each)).allMatch(line -> line.contains("INFO  login refused session=S"));
        }
        assertThat(Files.readString(file)).contains("session=S999 ");
        assertThat(Files.readAllLines(folder.resolve("postern.log.1"))).isNotEmpty();
        assertThat(run(List.of(), "file=" + file, "lines=1")).containsExactly("alive");
        assertThat(Files.readString(file)).contains("session=S999 ").endsWith("login user=eve\"\n");
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
        run(List.of(), "json=" + file, "lines=200");

        for (String line : Files.readAllLines(folder.resolve("postern.log.1"))) {
            assertThat(JSONObjectUtils.parse(line))
                    .containsEntry("event.action", "login-refused")
                    .containsEntry("user.name", HOSTILE);
        }
    }

    @Test
    void aChangeTakesItElsewhereAndBack() throws Exception {
        Path other = folder.resolve("other.log");

        List<String> out = run(
                List.of(),
                "lines=1",
                "file=" + file,
                "lines=2",
                "json=" + file,
                "lines=3",
                "file=" + other,
                "lines=4",
                "out",
                "lines=5");

        assertThat(out).hasSize(1 + 5 + 1);
        assertThat(Files.readAllLines(file)).hasSize(2 + 3).last().asString().startsWith("{");
        assertThat(Files.readAllLines(other)).hasSize(4).allMatch(line -> line.contains("INFO  login refused"));
    }

    @Test
    void aChangeOfTheSizeHoldsForTheFileThatIsOpen() throws Exception {
        run(List.of(), "large=" + file, "lines=500");
        assertThat(names()).containsExactly("postern.log");
        run(List.of(), "large=" + file, "lines=1", "file=" + file, "lines=2");
        assertThat(names()).containsExactly("postern.log", "postern.log.1");
        assertThat(Files.size(file)).isLessThan(ROTATE_AT);
    }

    @Test
    void aFileThatCannotBeOpenedAfterAllLeavesTheLogOnStandardOutput() throws Exception {
        assertThat(run(List.of(), "file=" + folder, "lines=2"))
                .anyMatch(line -> line.contains("ERROR log file not opened") && line.contains("file=" + folder))
                .filteredOn(line -> line.contains("login refused"))
                .hasSize(2);
    }

    /** A limit of this process' files stands for a disk that is full; Log4j says what is wrong three times, with stacks. */
    @Test
    void aFullDiskStopsNothingButTheLog() throws Exception {
        assertThat(run(List.of("bash", "-c", "ulimit -f 4; exec \"$0\" \"$@\""), "file=" + file, "lines=500"))
                .contains("alive")
                .hasSizeLessThan(300);
        assertThat(Files.size(file)).isLessThanOrEqualTo(4096);
    }
}
