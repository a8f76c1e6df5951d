package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.TestIssuer.Mood;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import dev.postern.integration.transcript.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at a real site, and what the client and the administrator are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class TroubleIT {
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private MailSite site;
    private ProxyAssembly postern;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder, PrivateDovecot.start(2));
        postern = site.postern();
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private String imapAnswer(ProxyAssembly at, String mailbox, String token) throws Exception {
        try (LineClient imap = site.connect(at, "imap")) {
            imap.lineWith("* OK");
            imap.send("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(mailbox, token) + "\r\n");
            String line = imap.line();
            if (line.startsWith("+ ")) {
                imap.send("AQ==\r\n");
                line = imap.lineWith("a ");
            }
            return line.startsWith("a ") ? line : imap.lineWith("a ");
        }
    }

    private String smtpAnswer(ProxyAssembly at, String mailbox, String token) throws Exception {
        try (LineClient smtp = site.connect(at, "submission")) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            String line = smtp.ask("AUTH OAUTHBEARER " + MailSite.oauthBearer(mailbox, token), "");
            return line.startsWith("334") ? smtp.ask("AQ==", "") : line;
        }
    }

    @Test
    void a_wrong_master_password_is_an_alarm_for_the_administrator_and_temporary_for_the_client() throws Exception {
        ProxyAssembly misconfigured = site.postern(
                "forward-address: id",
                site.dovecot.imap(),
                "forward-address: xclient",
                site.postfix.submissionXclient(),
                "wrong");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(imapAnswer(misconfigured, ADA, site.token(ADA))).startsWith("a NO [UNAVAILABLE]");
            assertThat(smtpAnswer(misconfigured, ADA, site.token(ADA))).startsWith("454 4.7.0");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("backend needs the administrator"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("reason=master_refused") && line.contains("backend=legacy"));
            assertThat(log.lines()).noneMatch(line -> line.contains("wrong"));
        }
    }

    @Test
    void a_mailbox_that_the_backend_does_not_know_is_refused_for_good() throws Exception {
        String nobody = "nobody@example.org";
        try (CapturedLog log = new CapturedLog()) {
            assertThat(imapAnswer(postern, nobody, site.token(nobody))).startsWith("a NO [AUTHORIZATIONFAILED]");
            assertThat(log.lines()).anyMatch(line -> line.contains("reason=mailbox_refused"));
        }
    }

    @Test
    void tokens_that_do_not_fit_are_named_in_the_log_and_not_to_the_client() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String expired = site.issuer
                    .token()
                    .user(ADA)
                    .expires(Instant.now().minusSeconds(600))
                    .build();
            String foreign =
                    site.issuer.token().user(ADA).claim("aud", "somebody-else").build();
            for (String token : new String[] {expired, foreign, site.token("bob@example.org")}) {
                assertThat(imapAnswer(postern, ADA, token)).startsWith("a NO [AUTHENTICATIONFAILED]");
                assertThat(smtpAnswer(postern, ADA, token)).startsWith("535 5.7.8");
            }
            for (String reason : new String[] {"expired", "wrong_audience", "identity_mismatch"}) {
                assertThat(log.lines())
                        .filteredOn(line -> line.contains("login refused") && line.contains("reason=" + reason))
                        .hasSize(2);
            }
        }
    }

    /** hazard 21 */
    @Test
    void no_level_of_the_log_has_a_token_a_response_or_the_master_password() throws Exception {
        String good = site.token(ADA);
        String bad = site.token("bob@example.org");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(imapAnswer(postern, ADA, good)).startsWith("a OK");
            assertThat(smtpAnswer(postern, ADA, good)).startsWith("235");
            imapAnswer(postern, ADA, bad);
            smtpAnswer(postern, ADA, bad);
            imapAnswer(postern, ADA, good.substring(0, good.length() - 4) + "AAAA");
            assertThat(log.lines()).isNotEmpty();
            String everything = String.join("\n", log.lines());
            for (String secret : new String[] {
                signature(good),
                signature(bad),
                PrivateDovecot.MASTER_PASSWORD,
                MailSite.oauthBearer(ADA, good),
                MailSite.oauthBearer(ADA, bad)
            }) {
                assertThat(everything).doesNotContain(secret);
            }
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    @Test
    void the_backends_limit_of_connections_is_told_as_temporary() throws Exception {
        try (CapturedLog log = new CapturedLog();
                LineClient first = site.imap(postern, ADA);
                LineClient second = site.imap(postern, ADA)) {
            assertThat(imapAnswer(postern, ADA, site.token(ADA))).startsWith("a NO [");
            assertThat(log.lines()).anyMatch(line -> line.contains("reason=too_many_connections"));
            first.ask("b LOGOUT", "b OK");
            second.ask("b LOGOUT", "b OK");
        }
    }

    @Test
    void a_backend_that_dies_ends_its_sessions_and_serves_again_when_it_is_back() throws Exception {
        try (LineClient imap = site.imap(postern, ADA)) {
            imap.ask("b SELECT INBOX", "b OK");
            site.dovecot.stop();
            String last = imap.line();
            while (!last.isEmpty()) {
                last = imap.line();
            }
            assertThat(imapAnswer(postern, ADA, site.token(ADA))).startsWith("a NO [UNAVAILABLE]");
        } finally {
            site.dovecot.begin();
        }
        try (LineClient imap = site.imap(postern, ADA)) {
            imap.ask("b SELECT INBOX", "b OK");
        }
    }

    @Test
    void a_postfix_that_dies_within_data_leaves_the_letter_unacknowledged() throws Exception {
        try (LineClient smtp = site.smtp(postern, ADA)) {
            smtp.ask("MAIL FROM:<" + ADA + ">", "250");
            smtp.ask("RCPT TO:<bob@example.org>", "250");
            smtp.ask("DATA", "354");
            smtp.send("Subject: lost\r\n\r\nhalf a letter\r\n");
            site.postfix.stop();
            for (String line = smtp.line(); !line.isEmpty(); line = smtp.line()) {
                assertThat(line).startsWith("421");
            }
            assertThat(smtpAnswer(postern, ADA, site.token(ADA))).startsWith("454 4.7.0");
        } finally {
            site.postfix.begin();
        }
        try (LineClient smtp = site.smtp(postern, ADA)) {
            assertThat(smtp.ask("MAIL FROM:<" + ADA + ">", "")).startsWith("250");
        }
    }

    @Test
    void a_provider_that_is_down_is_temporary_and_needs_no_restart_to_recover() throws Exception {
        site.issuer.become(Mood.DOWN);
        ProxyAssembly fresh = site.postern();
        try {
            assertThat(imapAnswer(fresh, ADA, site.token(ADA))).startsWith("a NO [UNAVAILABLE]");
            assertThat(smtpAnswer(fresh, ADA, site.token(ADA))).startsWith("454 4.7.0");
        } finally {
            site.issuer.become(Mood.WELL);
        }
        long end = System.nanoTime() + RECOVERY.toNanos();
        String answer = imapAnswer(fresh, ADA, site.token(ADA));
        while (!answer.startsWith("a OK") && System.nanoTime() < end) {
            Thread.sleep(200);
            answer = imapAnswer(fresh, ADA, site.token(ADA));
        }
        assertThat(answer).startsWith("a OK");
    }
}
