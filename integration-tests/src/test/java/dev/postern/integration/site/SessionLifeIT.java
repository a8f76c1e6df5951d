package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.TestIssuer;
import dev.postern.core.testing.TestToken;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.transcript.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sessions at a real Dovecot and Postfix end when the right ends by which they are in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SessionLifeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Path folder;
    private MailSite site;
    private TestIssuer issuer;

    @BeforeAll
    void open(@TempDir Path given) throws IOException {
        folder = given;
        site = new MailSite(folder);
        issuer = site.issuer;
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    /** With these settings of the issuer beyond the usual. */
    private ProxyAssembly postern(String settings) throws Exception {
        site.policy("""
                back-channel-logout: { port: 0 }
                issuers:
                  - { issuer: "%s", audience: mail, mailbox: "{preferred_username}", leeway: 0s, %s }
                """.formatted(issuer.issuer(), settings));
        return site.postern();
    }

    private static String sessions(String settings) {
        return "sessions: { logout-clients: [thunderbird], " + settings + " }";
    }

    private LineClient imap(ProxyAssembly postern, String mailbox, String token) throws IOException {
        LineClient imap = site.connect(postern, "imap");
        imap.lineWith("* OK");
        assertThat(imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(mailbox, token), "a "))
                .startsWith("a OK");
        return imap;
    }

    private LineClient smtp(ProxyAssembly postern, String mailbox, String token) throws IOException {
        LineClient smtp = site.connect(postern, "submission");
        smtp.lineWith("220");
        smtp.ask("EHLO client.example.org", "250 ");
        assertThat(smtp.ask("AUTH XOAUTH2 " + MailSite.xoauth2(mailbox, token), ""))
                .startsWith("235");
        return smtp;
    }

    private static void awaitLine(CapturedLog log, String beginning, String part) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (log.lines().stream().noneMatch(line -> line.startsWith(beginning) && line.contains(part))) {
            assertThat(Instant.now()).as(beginning + " … " + part).isBefore(end);
            Thread.sleep(50);
        }
    }

    @Test
    void sessions_end_with_their_token_where_there_is_no_grace() throws Exception {
        ProxyAssembly postern = postern(sessions("grace: 0s"));
        Instant expires = Instant.now().plusSeconds(4);
        String token = issuer.token().user(ADA).expires(expires).build();
        try (CapturedLog log = new CapturedLog();
                LineClient imap = imap(postern, ADA, token);
                LineClient smtp = smtp(postern, ADA, token)) {
            imap.ask("b SELECT INBOX", "b OK");
            imap.ask("c IDLE", "+");
            assertThat(imap.lineWith("* BYE")).isEqualTo("* BYE The session's access token has expired, log in again");
            assertThat(imap.line()).isEmpty();
            assertThat(smtp.line()).startsWith("421 4.7.0 ");
            assertThat(smtp.line()).isEmpty();
            assertThat(Instant.now()).isBetween(expires.minusSeconds(1), expires.plusSeconds(4));
            awaitLine(log, "closed ", "reason=token_expired");
        }
    }

    @Test
    void a_grace_is_added_to_the_tokens_end_and_never_is_never() throws Exception {
        for (String grace : new String[] {"1h", "never"}) {
            ProxyAssembly postern = postern(sessions("grace: " + grace));
            String token = issuer.token()
                    .user(ADA)
                    .expires(Instant.now().plusSeconds(2))
                    .build();
            try (LineClient imap = imap(postern, ADA, token)) {
                Thread.sleep(3_000);
                imap.ask("b NOOP", "b OK");
            }
        }
    }

    @Test
    void a_logout_at_the_provider_ends_the_sessions_of_that_login_at_once_and_no_others() throws Exception {
        ProxyAssembly postern = postern(sessions("grace: 1h"));
        String token = issuer.token().user(ADA).build();
        String elsewhere = issuer.token().user(ADA).claim("sid", "another").build();
        try (CapturedLog log = new CapturedLog();
                LineClient imap = imap(postern, ADA, token);
                LineClient smtp = smtp(postern, ADA, token);
                LineClient other = imap(postern, ADA, elsewhere);
                LineClient bob = imap(postern, BOB, issuer.token().user(BOB).build())) {
            imap.ask("b IDLE", "+");
            TestToken logout =
                    issuer.logoutToken().claim("sub", "subject-of-" + ADA).claim("sid", "session-of-" + ADA);
            Instant told = Instant.now();
            assertThat(tell(postern, logout)).isEqualTo(200);

            assertThat(imap.lineWith("* BYE")).contains("identity provider");
            assertThat(imap.line()).isEmpty();
            assertThat(smtp.line()).startsWith("421 4.7.0 ");
            assertThat(smtp.line()).isEmpty();
            assertThat(Instant.now()).isBefore(told.plusSeconds(3));
            awaitLine(log, "logout at the provider", "count=2");
            awaitLine(log, "closed ", "reason=logged_out");

            other.ask("b NOOP", "b OK");
            bob.ask("b NOOP", "b OK");
            refused(postern, token);
            awaitLine(log, "login refused", "reason=logged_out");
        }
    }

    private void refused(ProxyAssembly postern, String token) throws IOException {
        try (LineClient again = site.connect(postern, "imap")) {
            again.lineWith("* OK");
            again.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, token), "+ ");
            assertThat(again.ask("AQ==", "a ")).startsWith("a NO [AUTHENTICATIONFAILED]");
        }
    }

    private static int tell(ProxyAssembly postern, TestToken logout) throws IOException, InterruptedException {
        return MailSite.logout(postern.logoutAddress().orElseThrow().getPort(), logout.build());
    }

    @Test
    void whoever_is_shut_out_at_the_provider_is_out_within_the_interval_and_stays_out() throws Exception {
        Path secret = Files.writeString(folder.resolve("client-secret"), "s3cret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        ProxyAssembly postern = postern(
                sessions("ask-every: 10s") + ", introspection: { client-id: postern, secret-file: " + secret + " }");
        TestToken grant = issuer.token().user(ADA);
        String token = grant.build();
        issuer.remember(token, grant.claims());
        try (CapturedLog log = new CapturedLog();
                LineClient imap = imap(postern, ADA, token);
                LineClient smtp = smtp(postern, ADA, token)) {
            issuer.revoke(token);
            Instant revoked = Instant.now();
            assertThat(imap.lineWith("* BYE")).contains("identity provider");
            assertThat(smtp.line()).startsWith("421 4.7.0 ");
            assertThat(Instant.now()).isBefore(revoked.plusSeconds(12));
            awaitLine(log, "closed ", "reason=token_withdrawn");
            refused(postern, token);
        }
    }
}
