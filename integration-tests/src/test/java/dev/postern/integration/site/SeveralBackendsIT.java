package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.LogLines;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import dev.postern.integration.backend.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real Dovecots behind one Postern, and mailboxes that move between them. */
@SuppressWarnings("NullAway.Init")
@Tag("once")
class SeveralBackendsIT {
    private Path mailboxes;
    private MailSite site;
    private PrivateDovecot other;
    private ProxyAssembly postern;
    private LogLines log;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        mailboxes = folder.resolve("mailboxes");
        log = new LogLines();
        site = new MailSite(folder);
        other = PrivateDovecot.start();
        write("# mailbox backend\n" + BOB + " new\n");
        site.another("new", other.imap(), "health: { interval: 1s, retry: 1s, failures: 2 }", """
                mailbox-routes:
                  file: %s
                  claim: mail_backend
                  default: legacy
                """.formatted(mailboxes));
        postern = site.postern();
        deliver(site.dovecot, "at the old server");
        deliver(other, "at the new server");
    }

    @AfterEach
    void close() {
        if (other != null) {
            other.close();
        }
        if (site != null) {
            site.close();
        }
        log.close();
    }

    private void write(String text) throws IOException {
        Path fresh = mailboxes.resolveSibling("mailboxes.fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, mailboxes, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Into everybody's mailbox, past Postern. */
    private static void deliver(PrivateDovecot dovecot, String subject) throws IOException {
        for (String mailbox : PrivateDovecot.MAILBOXES) {
            try (LineClient imap = LineClient.plain(dovecot.imap())) {
                imap.lineWith("* OK");
                imap.ask(
                        "a LOGIN " + mailbox + "*" + PrivateDovecot.MASTER + " " + PrivateDovecot.MASTER_PASSWORD,
                        "a OK");
                String message = "Subject: " + subject + "\r\n\r\n";
                imap.ask("b APPEND INBOX {" + message.length() + "}", "+ ");
                imap.ask(message, "b OK");
            }
        }
    }

    private String subject(LineClient imap) throws IOException {
        imap.ask("s SELECT INBOX", "s OK");
        String literal = imap.ask("f FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]", "* 1 FETCH");
        int octets = Integer.parseInt(literal.replaceFirst(".*\\{([0-9]+)}$", "$1"));
        String subject = new String(imap.octets(octets), StandardCharsets.US_ASCII);
        imap.lineWith("f OK");
        return subject.strip();
    }

    private String subject(String mailbox) throws IOException {
        try (LineClient imap = site.imap(postern, mailbox)) {
            return subject(imap);
        }
    }

    /** What IMAP answers to a login with this token. */
    private String answer(String mailbox, String token) throws IOException {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            return imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(mailbox, token), "a ");
        }
    }

    @Test
    void a_mailbox_moves_when_its_line_is_written_and_its_old_session_stays() throws Exception {
        assertThat(subject(ADA)).isEqualTo("Subject: at the old server");
        assertThat(subject(BOB)).isEqualTo("Subject: at the new server");
        try (LineClient before = site.imap(postern, ADA)) {
            write(ADA + " new\n");
            Waiting.until(
                    "the new file",
                    () -> !log.with("mailbox file loaded").stream()
                            .filter(line -> line.endsWith("count=1")
                                    && log.with("mailbox file loaded").size() == 2)
                            .toList()
                            .isEmpty());
            assertThat(subject(ADA)).isEqualTo("Subject: at the new server");
            assertThat(subject(BOB)).isEqualTo("Subject: at the old server");
            assertThat(subject(before)).isEqualTo("Subject: at the old server");
        }
        assertThat(log.with("login ").stream().filter(line -> line.contains("backend=new")))
                .hasSize(2);
    }

    @Test
    void a_bad_file_moves_nobody_and_is_told_with_its_lines() throws Exception {
        write(ADA + " new\n" + BOB + " nwe\n");
        Waiting.until("the refusal", () -> !log.with("mailbox file not loaded").isEmpty());
        assertThat(log.with("mailbox file not loaded"))
                .singleElement()
                .asString()
                .contains("line 2: 'nwe' is no backend; write one of legacy, new");
        assertThat(subject(ADA)).isEqualTo("Subject: at the old server");
        assertThat(subject(BOB)).isEqualTo("Subject: at the new server");
    }

    @Test
    void a_token_names_its_users_backend_and_an_unknown_name_opens_nothing() throws Exception {
        String moved =
                site.issuer.token().user(ADA).claim("mail_backend", "new").build();
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, moved), "a OK");
            assertThat(subject(imap)).isEqualTo("Subject: at the new server");
        }
        String astray =
                site.issuer.token().user(ADA).claim("mail_backend", "gone").build();
        assertThat(answer(ADA, astray)).startsWith("a NO [UNAVAILABLE]");
        assertThat(log.with("reason=unplaced"))
                .singleElement()
                .asString()
                .contains("user=" + ADA)
                .contains("names no backend: gone");
        // The file is the administrator's word.
        String listed =
                site.issuer.token().user(BOB).claim("mail_backend", "gone").build();
        assertThat(answer(BOB, listed)).startsWith("a OK");
    }

    @Test
    void a_backend_that_is_down_is_told_at_once_and_recovers_by_itself() throws Exception {
        try (LineClient open = site.imap(postern, ADA)) {
            other.stop();
            Waiting.until(
                    "the backend's end", () -> !log.with("backend is down").isEmpty());
            assertThat(log.with("backend is down"))
                    .singleElement()
                    .asString()
                    .contains("protocol=imap backend=new")
                    .contains("reason=unreachable");
            for (int i = 0; i < 5; i++) {
                Instant asked = Instant.now();
                assertThat(answer(BOB, site.token(BOB))).startsWith("a NO [UNAVAILABLE]");
                assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(log.with("reason=down")).hasSize(5);
            assertThat(subject(ADA)).isEqualTo("Subject: at the old server");
            assertThat(subject(open)).isEqualTo("Subject: at the old server");

            other.begin();
            Waiting.until(
                    "the backend's return",
                    () -> !log.with("backend is up again").isEmpty());
            assertThat(subject(BOB)).isEqualTo("Subject: at the new server");
        }
    }

    @Test
    void a_master_that_is_refused_does_not_make_a_backend_down() throws Exception {
        ProxyAssembly unwelcome = site.postern(
                "forward-address: id",
                site.dovecot.imap(),
                "forward-address: xclient",
                site.postfix.submissionXclient(),
                "wrong");
        for (int i = 0; i < 4; i++) {
            try (LineClient imap = site.connect(unwelcome, "imap")) {
                imap.lineWith("* OK");
                assertThat(imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA)), "a "))
                        .startsWith("a NO [UNAVAILABLE]");
            }
        }
        assertThat(log.with("reason=master_refused")).hasSize(4);
        assertThat(log.with("backend is down")).isEmpty();
    }
}
