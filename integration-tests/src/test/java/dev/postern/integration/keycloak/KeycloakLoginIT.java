package dev.postern.integration.keycloak;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import dev.postern.integration.keycloak.MailProgram.Tokens;
import dev.postern.integration.transcript.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of every kind that the shipped realm gives open mailboxes at a real Dovecot and Postfix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KeycloakLoginIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    @Test
    void a_rotation_refuses_nobody_and_a_removed_key_is_forgotten() throws Exception {
        ProxyAssembly postern = site.postern();
        MailProgram thunderbird = site.keycloak.program("thunderbird");
        Tokens before = thunderbird.password("ada");
        opens(postern, ADA, before);
        try (LoginsUnderWay logins =
                new LoginsUnderWay(thunderbird, tokens -> site.imapAnswer(postern, BOB, tokens.access()))) {
            logins.awaitMore(3);
            String fresh = site.keycloak.admin().addKey("ecdsa-generated");
            Waiting.until(
                    "a token with the new key",
                    PATIENCE,
                    () -> !thunderbird.password("ada").header("kid").equals(before.header("kid")));
            logins.awaitMore(3);
            site.keycloak.admin().disableKeysBut(fresh, "ecdsa-generated");
            logins.awaitMore(3);
            assertThat(logins.answers()).allMatch(answer -> answer.startsWith("a OK"));
        }
        Waiting.until(
                "the removed key to be forgotten",
                PATIENCE,
                () -> site.imapAnswer(postern, ADA, before.access()).startsWith("a NO [AUTHENTICATIONFAILED]"));
        opens(postern, ADA, thunderbird.password("ada"));
    }

    private void opens(ProxyAssembly postern, String mailbox, Tokens tokens) throws Exception {
        try (LineClient imap = site.imap(postern, mailbox, tokens.access());
                LineClient smtp = site.smtp(postern, mailbox, tokens.access())) {
            imap.ask("b SELECT INBOX", "b OK");
            assertThat(smtp.ask("MAIL FROM:<" + mailbox + ">", "")).startsWith("250");
        }
    }

    @Test
    void clients_whose_tokens_are_signed_with_other_algorithms_log_in_side_by_side() throws Exception {
        ProxyAssembly postern = site.postern();
        Tokens es256 = site.keycloak.program("thunderbird").password("ada");
        Tokens rs256 = site.keycloak.program("fairemail").password("ada");
        Tokens eddsa = site.keycloak.program("mail-cli").password("ada");
        assertThat(es256.header("alg")).isEqualTo("ES256");
        assertThat(rs256.header("alg")).isEqualTo("RS256");
        assertThat(eddsa.header("alg")).isEqualTo("EdDSA");
        for (Tokens tokens : new Tokens[] {es256, rs256, eddsa}) {
            opens(postern, ADA, tokens);
        }
    }

    @Test
    void a_program_without_a_browser_logs_in_by_the_device_grant() throws Exception {
        ProxyAssembly postern = site.postern();
        Tokens tokens = site.keycloak.program("mail-cli").device("bob");
        assertThat(tokens.header("typ")).isEqualTo("at+jwt");
        opens(postern, BOB, tokens);
        assertThat(site.imapAnswer(postern, ADA, tokens.access())).startsWith("a NO [AUTHENTICATIONFAILED]");
    }

    @Test
    void light_weight_tokens_leave_the_mailbox_to_introspection() throws Exception {
        Tokens tokens = site.keycloak.program("webmail").password("ada");
        assertThat(tokens.claim("email")).isEqualTo("null");
        assertThat(tokens.claim("sub")).isEqualTo("null");
        for (String kind : new String[] {"jwt-then-introspection", "opaque"}) {
            opens(site.asking("tokens: " + kind), ADA, tokens);
        }
        assertThat(site.imapAnswer(site.postern(), ADA, tokens.access())).startsWith("a NO [");
    }

    @Test
    void what_is_no_access_token_for_mail_is_refused() throws Exception {
        ProxyAssembly postern = site.postern();
        MailProgram thunderbird = site.keycloak.program("thunderbird");
        String foreign = site.keycloak.program("admin-cli").password("ada").access();
        String refresh = thunderbird.password("ada").refresh();
        String offline = thunderbird.password("ada", "openid offline_access").refresh();
        try (CapturedLog log = new CapturedLog()) {
            for (String token : new String[] {foreign, refresh, offline}) {
                assertThat(site.imapAnswer(postern, ADA, token)).startsWith("a NO [AUTHENTICATIONFAILED]");
                assertThat(site.smtpAnswer(postern, ADA, token)).startsWith("535 5.7.8");
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("login refused"))
                    .hasSize(6);
        }
    }
}
