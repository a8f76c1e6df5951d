package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the shipped log4j2.xml makes of events, in a process of its own: Log4j reads its file once. */
class LogLayoutTest {
    /** What an attacker would log: hazard 23. */
    private static final String HOSTILE = "ada\"\r\n2026-01-01 INFO login user=eve \u001b[2J\u00e9\\";

    /** Writes two lines, as the child process. */
    public static void main(String[] arguments) {
        EventLog.event(LogEvent.LOGIN_REFUSED)
                .with(LogKey.SESSION, "S1")
                .with(LogKey.CLIENT, "[2001:db8::7]:40001")
                .with(LogKey.USER, HOSTILE)
                .write();
        EventLog.event(LogEvent.INTERNAL_ERROR)
                .because(new IllegalStateException(HOSTILE))
                .write();
        EventLog.event(LogEvent.PEER_ODDITY).write();
    }

    @Test
    void textIsOneLineForEachEventWhateverTheValues() throws Exception {
        List<String> lines = lines("text", "info");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .endsWith("INFO  login refused session=S1 client=[2001:db8::7]:40001"
                        + " user=\"ada\\\"\\u000d\\u000a2026-01-01 INFO login user=eve \\u001b[2J\\u00e9\\\\\"");
        assertThat(lines.get(1)).contains("ERROR internal error | java.lang.IllegalStateException: ada");
    }

    @Test
    void jsonIsOneObjectForEachEventWithNamesOfEcs() throws Exception {
        List<String> lines = lines("json", "info");

        assertThat(lines).hasSize(2);
        Map<String, Object> event = JSONObjectUtils.parse(lines.get(0));
        assertThat(event)
                .containsEntry("event.action", "login-refused")
                .containsEntry("session.id", "S1")
                .containsEntry("user.name", HOSTILE)
                .containsEntry("log.level", "INFO")
                .containsEntry("client.address", "[2001:db8::7]:40001")
                .containsEntry("client.ip", "2001:db8::7")
                .doesNotContainKey("source.bytes");
        assertThat(JSONObjectUtils.parse(lines.get(1)))
                .containsEntry("error.type", "java.lang.IllegalStateException")
                .containsEntry("error.message", HOSTILE);
    }

    @Test
    void theLevelDecidesWhatIsWritten() throws Exception {
        assertThat(lines("text", "debug")).hasSize(3);
        assertThat(lines("text", "error")).hasSize(1);
    }

    private static List<String> lines(String format, String level) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dpostern.log.format=" + format,
                        "-Dpostern.log.level=" + level,
                        "-cp",
                        System.getProperty("java.class.path").replace(File.pathSeparator + File.pathSeparator, ""),
                        LogLayoutTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String written = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return written.lines().toList();
    }
}
