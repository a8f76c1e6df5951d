package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the first client after a start waits for, counted rather than timed: code that nobody has used before him. */
@Timeout(120)
class FirstLoginIT {
    /** Some eight in fact, such as those of the thread that accepts; 250 without a rehearsal. */
    private static final int MOST_CLASSES = 40;

    private static final Pattern PORT = Pattern.compile("listener=imap detail=127\\.0\\.0\\.1:([0-9]+)");

    private final Path folder;

    FirstLoginIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private static boolean has(Process process, String thread) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                if (name(task).equals(thread)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void hardly_a_class_is_loaded_for_it() throws Exception {
        try (MailSite site = new MailSite(folder)) {
            site.postern().close();
            Path log = folder.resolve("serve.log");
            Path classes = folder.resolve("classes.log");
            ProcessBuilder serve = CommandRun.command(
                            "serve",
                            "--config",
                            folder.resolve("postern-0.yaml").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            serve.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes);
            Process postern = serve.start();
            try {
                Waiting.until("the rehearsal", Duration.ofMinutes(1), () -> has(postern, "postern-warm-st"));
                Waiting.until("its end", Duration.ofMinutes(1), () -> !has(postern, "postern-warm-st"));
                Matcher port = PORT.matcher(Files.readString(log));
                assertThat(port.find()).as(Files.readString(log)).isTrue();
                Waiting.until("the probes' end", Duration.ofMinutes(1), () -> quiet(classes));
                int before = Files.readAllLines(classes).size();

                try (LineClient ada = new LineClient(
                        site.tls(new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))))) {
                    ada.lineWith("* OK");
                    ada.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA)), "a OK");
                }
                List<String> all = Files.readAllLines(classes);
                assertThat(all.subList(before, all.size())).hasSizeLessThan(MOST_CLASSES);
                assertThat(Files.readString(log)).doesNotContain("rehearsal");
            } finally {
                postern.destroyForcibly();
            }
        }
    }

    private static boolean quiet(Path log) throws Exception {
        long before = Files.size(log);
        Thread.sleep(1_000);
        return Files.size(log) == before;
    }
}
