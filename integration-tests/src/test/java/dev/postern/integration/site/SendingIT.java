package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Submission through Postern at a real Postfix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SendingIT {
    private static final Duration DELIVERY = Duration.ofSeconds(15);

    private MailSite site;
    private ProxyAssembly postern;
    private int serial;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder);
        postern = site.postern();
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private String subject() {
        serial++;
        return "letter-" + serial + "-" + System.nanoTime();
    }

    private static void envelope(LineClient smtp, String from, String to) throws Exception {
        assertThat(smtp.ask("MAIL FROM:<" + from + ">", "")).startsWith("250");
        assertThat(smtp.ask("RCPT TO:<" + to + ">", "")).startsWith("250");
        assertThat(smtp.ask("DATA", "")).startsWith("354");
    }

    /** Waits for it in the mailbox and gives its lines; the literal's line comes first. */
    private String received(String mailbox, String subject) throws Exception {
        long end = System.nanoTime() + DELIVERY.toNanos();
        while (System.nanoTime() < end) {
            try (LineClient imap = site.imap(postern, mailbox)) {
                imap.ask("b SELECT INBOX", "b OK");
                String found = imap.ask("c UID SEARCH SUBJECT " + subject, "* SEARCH");
                imap.lineWith("c OK");
                if (found.length() > "* SEARCH".length()) {
                    String uid = found.replaceAll("^\\* SEARCH (\\d+).*", "$1");
                    String literal = imap.ask("d UID FETCH " + uid + " BODY.PEEK[]", "* ");
                    int size = Integer.parseInt(literal.replaceAll(".*\\{(\\d+)\\}$", "$1"));
                    return new String(imap.octets(size), StandardCharsets.ISO_8859_1);
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("never came: " + subject);
    }

    private int count(String mailbox) throws Exception {
        try (LineClient imap = site.imap(postern, mailbox)) {
            String status = imap.ask("b STATUS INBOX (MESSAGES)", "* STATUS");
            return Integer.parseInt(status.replaceAll(".*MESSAGES (\\d+).*", "$1"));
        }
    }

    @Test
    void a_letter_arrives_as_it_was_sent_from_whom_it_was_sent() throws Exception {
        String subject = subject();
        try (LineClient smtp = site.smtp(postern, ADA)) {
            envelope(smtp, ADA, BOB);
            smtp.send("From: " + ADA + "\r\nSubject: " + subject + "\r\n\r\n..one dot\r\n.. \r\nlast line\r\n");
            assertThat(smtp.ask(".", "")).startsWith("250");
            assertThat(smtp.ask("QUIT", "")).startsWith("221");
        }
        String message = received(BOB, subject);
        assertThat(message).endsWith("\r\n\r\n.one dot\r\n. \r\nlast line\r\n");
        assertThat(message).contains("Authenticated sender: " + ADA).doesNotContain("master");
    }

    @Test
    void somebody_elses_address_is_refused_to_the_user_not_to_the_master() throws Exception {
        try (LineClient smtp = site.smtp(postern, ADA)) {
            smtp.ask("MAIL FROM:<" + BOB + ">", "250");
            assertThat(smtp.ask("RCPT TO:<" + BOB + ">", "")).startsWith("553").contains("not owned by user " + ADA);
        }
    }

    @Test
    void postfix_is_told_the_clients_address_in_each_way() throws Exception {
        try (LineClient smtp = site.smtp(postern, ADA)) {
            smtp.ask("NOOP", "250");
        }
        site.postfix.awaitLog("sasl_method");
        ProxyAssembly proxied = site.postern(
                "forward-address: none",
                site.dovecot.imap(),
                "forward-address: proxy-v1",
                site.postfix.submissionProxied());
        try (LineClient smtp = site.smtp(proxied, ADA)) {
            assertThat(smtp.ask("MAIL FROM:<" + ADA + ">", "")).startsWith("250");
        }
    }

    @Test
    void xclient_alone_can_say_who_it_is() throws Exception {
        ProxyAssembly other = site.postern(
                "forward-address: none",
                site.dovecot.imap(),
                "login: xclient-login, forward-address: xclient",
                site.postfix.submissionXclient());
        String subject = subject();
        try (LineClient smtp = site.smtp(other, ADA)) {
            envelope(smtp, ADA, BOB);
            smtp.send("Subject: " + subject + "\r\n\r\nhello\r\n");
            assertThat(smtp.ask(".", "")).startsWith("250");
        }
        assertThat(received(BOB, subject)).contains("Authenticated sender: " + ADA);
    }

    /** hazards 26 and 29: the client's own address, 127.0.0.1, may use XCLIENT at this Postfix. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "XCLIENT LOGIN=bob@example.org",
                "xclient login=bob@example.org",
                " XCLIENT LOGIN=bob@example.org",
                "XCLIENT NAME=x ADDR=127.0.0.2 LOGIN=bob@example.org",
                "XFORWARD ADDR=127.0.0.2",
                "AUTH PLAIN Ym9iQGV4YW1wbGUub3JnAG1hc3RlcgBzZWNyZXQ=",
                "STARTTLS",
                "ETRN example.org",
                "TURN",
                "BURL imap://bob@example.org/INBOX LAST"
            })
    void a_client_cannot_become_somebody_else_after_login(String attempt) throws Exception {
        try (LineClient smtp = site.smtp(postern, ADA)) {
            assertThat(smtp.ask("EHLO again.example.org", "250 ")).doesNotContain("XCLIENT");
            assertThat(smtp.ask(attempt, "")).startsWith("5");
            smtp.ask("MAIL FROM:<" + BOB + ">", "250");
            assertThat(smtp.ask("RCPT TO:<" + BOB + ">", "")).startsWith("553").contains("not owned by user " + ADA);
        }
    }

    /** hazard 29: the octets of a chunk are content, whatever they spell. */
    @Test
    void commands_inside_a_chunk_are_content() throws Exception {
        int before = count(BOB);
        String subject = subject();
        String content = "Subject: " + subject + "\r\n\r\nfirst\r\n.\r\nXCLIENT LOGIN=" + BOB + "\r\n";
        try (LineClient smtp = site.smtp(postern, ADA)) {
            smtp.ask("EHLO again.example.org", "250 ");
            smtp.ask("MAIL FROM:<" + ADA + ">", "250");
            smtp.ask("RCPT TO:<" + BOB + ">", "250");
            smtp.send("BDAT " + content.length() + " LAST\r\n" + content + "NOOP\r\n");
            assertThat(smtp.line()).startsWith("250");
            assertThat(smtp.line()).startsWith("250");
        }
        assertThat(received(BOB, subject)).contains("XCLIENT LOGIN=" + BOB);
        assertThat(count(BOB)).isEqualTo(before + 1);
    }

    /** hazard 27 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r",
                "\r\n.\r",
                "\r.\r\n",
                "\n.\r",
                "\r\r\n.\r\r\n",
                "\r\n.\r\r\n",
                "\n\n.\n\n"
            })
    void a_second_message_cannot_hide_behind_odd_line_ends(String odd) throws Exception {
        int before = count(BOB);
        String subject = subject();
        try (LineClient smtp = site.smtp(postern, ADA)) {
            envelope(smtp, ADA, BOB);
            smtp.send("Subject: " + subject + "\r\n\r\nfirst" + odd + "MAIL FROM:<" + ADA + ">\r\nRCPT TO:<" + BOB
                    + ">\r\nDATA\r\nSubject: smuggled\r\n\r\nsecond\r\n");
            assertThat(smtp.ask(".", "")).startsWith("250");
            assertThat(smtp.ask("NOOP", "")).startsWith("250");
        }
        assertThat(received(BOB, subject)).contains("smuggled");
        assertThat(count(BOB)).isEqualTo(before + 1);
    }

    @Test
    void a_long_token_passes_in_one_line_and_behind_a_challenge() throws Exception {
        String token =
                site.issuer.token().user(ADA).claim("groups", "g".repeat(9_000)).build();
        try (LineClient smtp = site.connect(postern, "submission")) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            assertThat(smtp.ask("AUTH OAUTHBEARER " + MailSite.oauthBearer(ADA, token), ""))
                    .startsWith("235");
        }
        try (LineClient smtp = site.connect(postern, "submission")) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            assertThat(smtp.ask("AUTH XOAUTH2", "")).startsWith("334");
            assertThat(smtp.ask(MailSite.xoauth2(ADA, token), "")).startsWith("235");
        }
    }
}
