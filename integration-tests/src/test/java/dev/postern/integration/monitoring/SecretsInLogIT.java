package dev.postern.integration.monitoring;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.TestIssuer;
import dev.postern.core.testing.TestIssuer.Mood;
import dev.postern.core.testing.TestToken;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import dev.postern.integration.site.MailSite;
import dev.postern.integration.transcript.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With every logger at its loudest, no token, password or letter is in the log: hazard 21. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SecretsInLogIT {
    private static final String CLIENT_SECRET = "the-client-s-own-secret-" + System.nanoTime();
    private static final String LETTER = "a letter for nobody else's eyes " + System.nanoTime();
    private static final String DRAFT = "a draft of which nobody knows " + System.nanoTime();
    private static final String OWN_PASSWORD = "ada's password of old " + System.nanoTime();
    private static final String WRONG_MASTER = "a-master-password-that-is-wrong-" + System.nanoTime();
    private static final String NONSENSE = "no-token-at-all-" + System.nanoTime() + "-and-still-somebodys-secret";

    private final List<Secret> secrets = new ArrayList<>();
    private Path folder;
    private MailSite site;
    private TestIssuer issuer;

    @BeforeAll
    void open(@TempDir Path given) throws IOException {
        folder = given;
        site = new MailSite(folder);
        issuer = site.issuer();
        keep("master password", PrivateDovecot.MASTER_PASSWORD);
        keep("wrong master password", WRONG_MASTER);
        keep("client secret", CLIENT_SECRET);
        keep("letter", LETTER);
        keep("draft", DRAFT);
        keep("password", OWN_PASSWORD);
        keep("nonsense", NONSENSE);
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private String keep(String name, String secret) {
        secrets.add(Secret.of(name, secret));
        return secret;
    }

    /** Payload and signature; the header says the same for all tokens of a key. */
    private String kept(String name, TestToken token) {
        String text = token.build();
        keep(name, text.substring(text.indexOf('.') + 1));
        return text;
    }

    private void policy(String further) {
        site.policy("""
            back-channel-logout: { port: 0 }
            control: { socket: %s }
            monitoring: { port: 0 }
            issuers:
              - issuer: "%s"
                audience: mail
                mailbox: "{preferred_username}"
                sessions: { logout-clients: [thunderbird], grace: 1h }
                %s
            """.formatted(folder.resolve("c" + System.nanoTime()), issuer.issuer(), further));
    }

    private ProxyAssembly postern(String further) throws Exception {
        policy(further);
        ProxyAssembly postern = site.postern();
        for (int i = 0; i < 100 && Scraped.ask(postern, "/ready").statusCode() != 200; i++) {
            Thread.sleep(100);
        }
        return postern;
    }

    @Test
    void whole_sessions_leave_none_of_their_secrets() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            ProxyAssembly postern = postern("");
            String good = kept("good token", issuer.token().user(ADA));
            goodSessions(postern, good);
            badLogins(postern);
            issuer.rotate();
            assertThat(imap(
                            postern,
                            "OAUTHBEARER " + MailSite.oauthBearer(ADA, kept("new key's token", issuer.token()))))
                    .startsWith("a OK");
            logout(postern, good);
            issuer.become(Mood.DOWN);
            imap(
                    postern,
                    "OAUTHBEARER "
                            + MailSite.oauthBearer(
                                    ADA,
                                    kept("unknown key's token", issuer.token().header("kid", "gone"))));
            issuer.become(Mood.WELL);
            Scraped.ask(postern, "/metrics");
            Thread.sleep(500);

            assertThat(log.lines())
                    .as("all of it has happened")
                    .anyMatch(line -> line.startsWith("login session="))
                    .anyMatch(line -> line.contains("reason=expired"))
                    .anyMatch(line -> line.contains("reason=mailbox_refused"))
                    .anyMatch(line -> line.startsWith("logout at the provider"))
                    .anyMatch(line -> line.startsWith("keys not fetched"));
            nothingIsFound(log);
        }
    }

    private void goodSessions(ProxyAssembly postern, String token) throws IOException {
        try (LineClient smtp = site.connect(postern, "submission")) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            assertThat(smtp.ask("AUTH XOAUTH2 " + MailSite.xoauth2(ADA, token), ""))
                    .startsWith("235");
            smtp.ask("MAIL FROM:<" + ADA + ">", "250");
            smtp.ask("RCPT TO:<" + BOB + ">", "250");
            smtp.ask("DATA", "354");
            smtp.ask("Subject: " + LETTER + "\r\n\r\n" + LETTER + "\r\n.", "250");
            smtp.ask("QUIT", "221");
        }
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            assertThat(imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, token), "a "))
                    .startsWith("a OK");
            imap.ask("b APPEND INBOX {" + DRAFT.length() + "}", "+");
            imap.ask(DRAFT, "b OK");
            imap.ask("c SELECT INBOX", "c OK");
            imap.ask("d FETCH 1:* BODY[]", "d OK");
            imap.ask("e SEARCH TEXT \"" + DRAFT + "\"", "e OK");
            imap.ask("f LOGOUT", "f OK");
        }
    }

    private void badLogins(ProxyAssembly postern) throws Exception {
        String expired = kept(
                "expired token", issuer.token().user(ADA).expires(Instant.now().minusSeconds(600)));
        String bobs = kept("Bob's token", issuer.token().user(BOB));
        String nobodys = kept("nobody's token", issuer.token().user("nobody@example.org"));
        String forged = kept("forged token", issuer.token().user(ADA));
        String plain =
                Base64.getEncoder().encodeToString(("\0" + ADA + "\0" + OWN_PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (String token : List.of(
                expired,
                bobs,
                nobodys,
                forged.substring(0, forged.length() - 6) + "AAAAAA",
                NONSENSE,
                NONSENSE + ".x.y",
                forged + ".z")) {
            imap(postern, "OAUTHBEARER " + MailSite.oauthBearer(ADA, token));
            smtp(postern, "XOAUTH2 " + MailSite.xoauth2(ADA, token));
        }
        imap(postern, "OAUTHBEARER " + MailSite.oauthBearer("nobody@example.org", nobodys));
        imap(postern, "OAUTHBEARER " + MailSite.oauthBearer(ADA, forged).substring(3));
        imap(postern, "PLAIN " + plain);
        smtp(postern, "PLAIN " + plain);
        command(postern, "a LOGIN " + ADA + " \"" + OWN_PASSWORD + "\"");
        command(postern, "OAUTHBEARER " + MailSite.oauthBearer(ADA, forged));
        command(postern, "a AUTHENTICATE OAUTHBEARER \"" + MailSite.oauthBearer(ADA, forged) + "\" x");
        policy("");
        ProxyAssembly misconfigured = site.postern(
                "forward-address: id",
                site.dovecot().imap(),
                "forward-address: xclient",
                site.postfix().submissionXclient(),
                WRONG_MASTER);
        imap(misconfigured, "OAUTHBEARER " + MailSite.oauthBearer(ADA, forged));
        smtp(misconfigured, "XOAUTH2 " + MailSite.xoauth2(ADA, forged));
    }

    private String imap(ProxyAssembly postern, String attempt) throws IOException {
        return command(postern, "a AUTHENTICATE " + attempt);
    }

    private String command(ProxyAssembly postern, String command) throws IOException {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            imap.send(command + "\r\n");
            String line = imap.line();
            while (line.startsWith("* ")) {
                line = imap.line();
            }
            if (line.startsWith("+ ")) {
                imap.send("AQ==\r\n");
                line = imap.line();
            }
            return line;
        }
    }

    private void smtp(ProxyAssembly postern, String attempt) throws IOException {
        try (LineClient smtp = site.connect(postern, "submission")) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            if (smtp.ask("AUTH " + attempt, "").startsWith("334")) {
                smtp.ask("AQ==", "");
            }
        }
    }

    private void logout(ProxyAssembly postern, String token) throws Exception {
        String logout = kept(
                "logout token",
                issuer.logoutToken().claim("sub", "subject-of-" + ADA).claim("sid", "session-of-" + ADA));
        for (String told : List.of(logout, token, NONSENSE)) {
            MailSite.logout(postern.logoutAddress().orElseThrow().getPort(), told);
        }
    }

    @Test
    void introspection_leaves_neither_the_token_nor_the_clients_secret() throws Exception {
        Path secret = Files.writeString(folder.resolve("client-secret"), CLIENT_SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        try (CapturedLog log = new CapturedLog()) {
            ProxyAssembly postern =
                    postern("tokens: jwt-then-introspection\n    introspection: { client-id: postern, secret-file: "
                            + secret + " }");
            TestToken grant = issuer.token().user(ADA);
            String known = kept("known token", grant);
            issuer.remember(known, grant.claims());
            String unknown = kept("unknown token", issuer.token().user(ADA));
            assertThat(imap(postern, "OAUTHBEARER " + MailSite.oauthBearer(ADA, known)))
                    .startsWith("a OK");
            assertThat(imap(postern, "OAUTHBEARER " + MailSite.oauthBearer(ADA, unknown)))
                    .startsWith("a NO");
            issuer.become(Mood.NOT_JSON);
            imap(
                    postern,
                    "OAUTHBEARER "
                            + MailSite.oauthBearer(
                                    ADA, kept("third token", issuer.token().user(ADA))));
            issuer.become(Mood.WELL);
            Thread.sleep(300);

            assertThat(issuer.introspectionCalls()).isNotEmpty();
            nothingIsFound(log);
        }
    }

    private void nothingIsFound(CapturedLog log) {
        List<String> everything = log.everything();
        for (Secret secret : secrets) {
            assertThat(secret.foundIn(everything)).as(secret.name()).isEmpty();
        }
    }

    // ---- this test can fail

    @ParameterizedTest
    @ValueSource(strings = {"postern", "org.apache.mina.core", "com.nimbusds.jose", "dev.postern.anything", ""})
    void every_logger_is_heard(String logger) {
        try (CapturedLog log = new CapturedLog()) {
            LogManager.getLogger(logger).trace("it says {}", NONSENSE, new IllegalStateException(LETTER));
            assertThat(Secret.of("a", NONSENSE).foundIn(log.everything())).isNotEmpty();
            assertThat(Secret.of("b", LETTER).foundIn(log.everything())).isNotEmpty();
        }
    }

    /** At debug it shows the ends of what it reads and writes. */
    @Test
    void jetty_cannot_be_made_to_talk() {
        try (CapturedLog log = new CapturedLog()) {
            LogManager.getLogger("org.eclipse.jetty.server.anything").debug(NONSENSE);
            LogManager.getLogger("org.eclipse.jetty.server.anything").warn(LETTER);
            assertThat(Secret.of("a", NONSENSE).foundIn(log.everything())).isEmpty();
            assertThat(Secret.of("b", LETTER).foundIn(log.everything())).isNotEmpty();
        }
    }

    @Test
    void javas_own_loggers_are_heard() {
        try (CapturedLog log = new CapturedLog()) {
            Logger.getLogger("sun.net.www.protocol.http").log(Level.FINEST, "it says {0}", NONSENSE);
            assertThat(Secret.of("a", NONSENSE).foundIn(log.everything())).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 50})
    void a_secret_is_found_however_it_is_written(int before) {
        Secret secret = Secret.of("a", NONSENSE);
        String text = "x".repeat(before) + NONSENSE + "y";
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        assertThat(secret.foundIn(List.of("nothing", text))).isNotEmpty();
        assertThat(secret.foundIn(List.of(Base64.getEncoder().encodeToString(octets))))
                .isNotEmpty();
        assertThat(secret.foundIn(List.of(HexFormat.of().formatHex(octets)))).isNotEmpty();
        assertThat(secret.foundIn(List.of(NONSENSE.substring(10)))).as("a part").isNotEmpty();
        assertThat(Secret.of("s", MailSite.oauthBearer(ADA, NONSENSE))
                        .foundIn(List.of(MailSite.oauthBearer(ADA, NONSENSE))))
                .isNotEmpty();
        assertThat(secret.foundIn(List.of(MailSite.oauthBearer(ADA, NONSENSE)))).isNotEmpty();
        assertThat(secret.foundIn(List.of("something", "else"))).isEmpty();
    }
}
