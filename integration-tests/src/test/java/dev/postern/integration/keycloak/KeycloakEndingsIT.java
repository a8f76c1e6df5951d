package dev.postern.integration.keycloak;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import dev.postern.integration.keycloak.MailProgram.Tokens;
import dev.postern.integration.transcript.CapturedLog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to an account at Keycloak happens to its live sessions here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KeycloakEndingsIT {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private KeycloakSite site;

    @BeforeAll
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void open(@TempDir Path folder) throws Exception {
        site = new KeycloakSite(folder);
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    /** Keycloak tells this one of the client's logouts from now on. */
    private void tell(ProxyAssembly postern, String client) {
        int port = postern.logoutAddress().orElseThrow().getPort();
        site.keycloak.admin().tellOfLogouts(client, URI.create("http://127.0.0.1:" + port + "/backchannel-logout"));
    }

    private static void saidGoodbye(LineClient imap, LineClient smtp) throws Exception {
        assertThat(imap.lineWith("* BYE")).contains("identity provider");
        assertThat(imap.line()).isEmpty();
        assertThat(smtp.line()).startsWith("421 4.7.0 ");
        assertThat(smtp.line()).isEmpty();
    }

    @Test
    void an_administrators_logout_ends_live_sessions_at_once_and_old_tokens_with_them() throws Exception {
        ProxyAssembly postern = site.postern();
        tell(postern, "thunderbird");
        MailProgram thunderbird = site.keycloak.program("thunderbird");
        Tokens ada = thunderbird.password("ada");
        try (CapturedLog log = new CapturedLog();
                LineClient imap = site.imap(postern, ADA, ada.access());
                LineClient smtp = site.smtp(postern, ADA, ada.access());
                LineClient bob =
                        site.imap(postern, BOB, thunderbird.password("bob").access())) {
            imap.ask("b SELECT INBOX", "b OK");
            imap.ask("c IDLE", "+");
            Instant told = Instant.now();
            site.keycloak.admin().logOut("ada");
            saidGoodbye(imap, smtp);
            assertThat(Instant.now()).isBefore(told.plus(SOON));
            bob.ask("b NOOP", "b OK");

            assertThat(site.imapAnswer(postern, ADA, ada.access())).startsWith("a NO [AUTHENTICATIONFAILED]");
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("login refused") && line.contains("reason=logged_out"));
            // Tokens say when they were issued by the second.
            Waiting.pause(Duration.ofMillis(1_100));
            site.imap(postern, ADA, thunderbird.password("ada").access()).close();
        }
    }

    @Test
    void a_session_that_is_deleted_at_keycloak_ends_here_and_the_other_of_the_same_user_does_not() throws Exception {
        ProxyAssembly postern = site.postern();
        tell(postern, "mail-cli");
        MailProgram program = site.keycloak.program("mail-cli");
        Tokens phone = program.password("bob");
        Tokens desk = program.password("bob");
        assertThat(phone.claim("sid")).isNotEqualTo(desk.claim("sid"));
        try (LineClient imap = site.imap(postern, BOB, phone.access());
                LineClient smtp = site.smtp(postern, BOB, phone.access());
                LineClient other = site.imap(postern, BOB, desk.access())) {
            site.keycloak.admin().endSession(phone.claim("sid"));
            saidGoodbye(imap, smtp);
            other.ask("b NOOP", "b OK");
        }
    }

    @Test
    void a_program_that_logs_itself_out_ends_its_own_sessions() throws Exception {
        ProxyAssembly postern = site.asking("tokens: opaque");
        tell(postern, "webmail");
        MailProgram webmail = site.keycloak.program("webmail");
        Tokens tokens = webmail.password("ada");
        try (LineClient imap = site.imap(postern, ADA, tokens.access());
                LineClient smtp = site.smtp(postern, ADA, tokens.access())) {
            webmail.logOut(tokens);
            saidGoodbye(imap, smtp);
        }
    }

    @Test
    void who_is_disabled_or_whose_grant_is_revoked_is_out_within_the_interval_and_stays_out() throws Exception {
        ProxyAssembly postern = site.asking("tokens: jwt\nsessions: { ask-every: " + INTERVAL.toSeconds() + "s }");
        MailProgram thunderbird = site.keycloak.program("thunderbird");
        Tokens ada = thunderbird.password("ada");
        Tokens bob = thunderbird.password("bob", "openid offline_access");
        try (CapturedLog log = new CapturedLog();
                LineClient imap = site.imap(postern, ADA, ada.access());
                LineClient smtp = site.smtp(postern, ADA, ada.access());
                LineClient revokedImap = site.imap(postern, BOB, bob.access());
                LineClient revokedSmtp = site.smtp(postern, BOB, bob.access())) {
            site.keycloak.admin().enable("ada", false);
            thunderbird.revoke(bob.refresh());
            Instant shutOut = Instant.now();
            saidGoodbye(imap, smtp);
            saidGoodbye(revokedImap, revokedSmtp);
            assertThat(Instant.now()).isBefore(shutOut.plus(INTERVAL).plus(SOON));
            assertThat(site.imapAnswer(postern, ADA, ada.access())).startsWith("a NO [AUTHENTICATIONFAILED]");
            assertThat(site.smtpAnswer(postern, BOB, bob.access())).startsWith("535 5.7.8");
            Waiting.until(
                    "four ends in the log",
                    SOON,
                    () -> log.lines().stream()
                                    .filter(line ->
                                            line.startsWith("closed ") && line.contains("reason=token_withdrawn"))
                                    .count()
                            == 4);
        } finally {
            site.keycloak.admin().enable("ada", true);
        }
    }
}
