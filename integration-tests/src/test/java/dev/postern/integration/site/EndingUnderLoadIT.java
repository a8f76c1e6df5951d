package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.session.CloseReason;
import dev.postern.integration.backend.LineClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Busy sessions that we end, at moments that nobody has chosen: no literal is cut, no message is lost or doubled, and
 * the last word stands on a line of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EndingUnderLoadIT {
    private static final int ROUNDS = 8;
    private static final int BODY = 300_000;
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");
    private static final long SEED = Long.getLong("postern.seed", 20_261_125L);

    private MailSite site;
    private ProxyAssembly postern;
    private final Random random = new Random(SEED);

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder);
        postern = site.postern();
        try (LineClient imap = site.imap(postern, ADA)) {
            imap.ask("b CREATE big", "b ");
            append(imap, "c", "big", message("big", BODY));
        }
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private static String message(String subject, int length) {
        StringBuilder message = new StringBuilder("From: " + ADA + "\r\nSubject: " + subject + "\r\n\r\n");
        while (message.length() < length) {
            message.append("* BYE is what this line of a body says, and a 421 4.7.0 as well\r\n");
        }
        return message.toString();
    }

    private static String append(LineClient imap, String tag, String folder, String message) throws IOException {
        imap.send(tag + " APPEND " + folder + " {" + message.length() + "}\r\n");
        String answer = imap.line();
        if (!answer.startsWith("+")) {
            return answer;
        }
        imap.send(message + "\r\n");
        return imap.line();
    }

    /** What one client saw: how much was done whole, and its last line. */
    private record Seen(int done, String lastLine) {}

    @Test
    void nothing_is_cut_when_busy_sessions_are_ended() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            int appended = 0;
            int sent = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<Callable<Seen>> clients = List.of(this::fetching, this::fetching, this::appending, this::sending);
                List<Future<Seen>> running = new ArrayList<>();
                clients.forEach(client -> running.add(threads.submit(client)));
                awaitLogins(clients.size());
                Thread.sleep(random.nextInt(400));
                postern.live().endAll(CloseReason.ENDED_BY_ADMINISTRATOR);
                for (Future<Seen> client : running) {
                    assertThat(client.get().lastLine())
                            .as("seed " + SEED + ", round " + round)
                            .matches("\\* BYE Ended by the administrator|421 4\\.3\\.2 .* ended by the administrator");
                }
                appended += running.get(2).get().done();
                sent += running.get(3).get().done();
            }
            assertThat(count("appended")).as("appended, each acknowledged once").isEqualTo(appended);
            assertThat(delivered()).as("sent, each acknowledged once").isEqualTo(sent);
        } finally {
            threads.shutdownNow();
        }
    }

    private void awaitLogins(int count) throws InterruptedException {
        while (postern.live().views().stream()
                        .filter(view -> view.who() != null)
                        .count()
                < count) {
            Thread.sleep(10);
        }
    }

    /** Fetches large bodies, one after the other, and counts octets. */
    private Seen fetching() throws IOException {
        try (LineClient imap = site.imap(postern, ADA)) {
            imap.ask("b SELECT big", "b OK");
            for (int done = 0; ; done++) {
                imap.send("f" + done + " FETCH 1 BODY.PEEK[]\r\n");
                for (String line = imap.line(); !line.startsWith("f" + done + " OK"); line = imap.line()) {
                    if (line.startsWith("* BYE") || line.isEmpty()) {
                        assertThat(imap.line()).isEmpty();
                        return new Seen(done, line);
                    }
                    Matcher literal = LITERAL.matcher(line);
                    if (literal.find()) {
                        int length = Integer.parseInt(literal.group(1));
                        String body = new String(imap.octets(length), StandardCharsets.ISO_8859_1);
                        assertThat(body).hasSize(length).isEqualTo(message("big", BODY));
                    }
                }
            }
        }
    }

    private Seen appending() throws IOException {
        try (LineClient imap = site.imap(postern, ADA)) {
            imap.send("b CREATE appended\r\n");
            imap.lineWith("b ");
            for (int done = 0; ; done++) {
                String answer = append(imap, "a" + done, "appended", message("one more", 40_000));
                if (!answer.startsWith("a" + done + " OK")) {
                    assertThat(imap.line()).isEmpty();
                    return new Seen(done, answer);
                }
            }
        }
    }

    private Seen sending() throws IOException {
        try (LineClient smtp = site.smtp(postern, ADA)) {
            for (int done = 0; ; done++) {
                smtp.send("MAIL FROM:<" + ADA + ">\r\nRCPT TO:<" + BOB + ">\r\nDATA\r\n");
                String answer = smtp.line();
                for (int i = 0; i < 2 && answer.startsWith("250"); i++) {
                    answer = smtp.line();
                }
                if (answer.startsWith("354")) {
                    smtp.send(message("sent", 20_000) + ".\r\n");
                    answer = smtp.line();
                }
                if (!answer.startsWith("250")) {
                    assertThat(smtp.line()).isEmpty();
                    return new Seen(done, answer);
                }
            }
        }
    }

    private int count(String folder) throws IOException {
        try (LineClient imap = site.imap(postern, ADA)) {
            imap.send("b STATUS " + folder + " (MESSAGES)\r\n");
            Matcher status = Pattern.compile("MESSAGES (\\d+)").matcher(imap.lineWith("* STATUS"));
            assertThat(status.find()).isTrue();
            return Integer.parseInt(status.group(1));
        }
    }

    /** What Bob has got, once nothing more comes. */
    private int delivered() throws IOException, InterruptedException {
        int before = -1;
        int now = 0;
        for (int quiet = 0; quiet < 10; quiet = now == before ? quiet + 1 : 0) {
            before = now;
            Thread.sleep(200);
            try (LineClient imap = site.imap(postern, BOB)) {
                Matcher exists = Pattern.compile("\\* (\\d+) EXISTS")
                        .matcher(imap.ask("b SELECT INBOX", "* ") + "\n" + lines(imap));
                now = exists.find() ? Integer.parseInt(exists.group(1)) : 0;
            }
        }
        return now;
    }

    private static String lines(LineClient imap) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = imap.line(); !line.startsWith("b "); line = imap.line()) {
            all.append(line).append('\n');
        }
        return all.toString();
    }
}
