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

/** A Keycloak that stops and starts again, and what mail programs notice of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KeycloakOutageIT {
    private static final Duration RECOVERY = Duration.ofSeconds(40);

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
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void an_outage_hurts_nobody_who_is_known_is_temporary_for_others_and_needs_no_restart() throws Exception {
        MailProgram thunderbird = site.keycloak.program("thunderbird");
        Tokens known = thunderbird.password("ada");
        Tokens unknown = thunderbird.password("bob");
        ProxyAssembly signed = site.postern();
        ProxyAssembly asking = site.asking("tokens: jwt-then-introspection\nsessions: { ask-every: 10s }");
        Waiting.until(
                "keys",
                RECOVERY,
                () -> site.imapAnswer(signed, ADA, known.access()).startsWith("a OK"));
        try (CapturedLog log = new CapturedLog();
                LineClient live = site.imap(asking, ADA, known.access())) {
            site.keycloak.stop();
            ProxyAssembly late;
            try {
                late = site.postern();
                // Known by its verdict, or by keys that are in hand.
                assertThat(site.imapAnswer(asking, ADA, known.access())).startsWith("a OK");
                assertThat(site.imapAnswer(signed, ADA, known.access())).startsWith("a OK");
                assertThat(site.imapAnswer(signed, BOB, unknown.access())).startsWith("a OK");
                for (ProxyAssembly clueless : new ProxyAssembly[] {asking, late}) {
                    assertThat(site.imapAnswer(clueless, BOB, unknown.access())).startsWith("a NO [UNAVAILABLE]");
                    assertThat(site.smtpAnswer(clueless, BOB, unknown.access())).startsWith("454 4.7.0");
                }
                Waiting.until(
                        "a question without an answer",
                        RECOVERY,
                        () -> log.lines().stream().anyMatch(line -> line.startsWith("live sessions not checked")));
                live.ask("b NOOP", "b OK");
            } finally {
                site.keycloak.begin();
            }
            for (ProxyAssembly recovered : new ProxyAssembly[] {asking, late}) {
                Waiting.until(
                        "recovery",
                        RECOVERY,
                        () -> site.imapAnswer(recovered, BOB, unknown.access()).startsWith("a OK"));
            }
            live.ask("c NOOP", "c OK");
            site.keycloak.admin().endSession(known.claim("sid"));
            assertThat(live.lineWith("* BYE")).contains("identity provider");
        }
    }
}
