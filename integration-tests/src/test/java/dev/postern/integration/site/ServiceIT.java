package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates.KeyKind;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import dev.postern.integration.transcript.CapturedLog;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.Certificate;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Postern in service: what sessions look like in the log, renewed certificates, a backend that comes later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ServiceIT {
    private MailSite site;
    private ProxyAssembly postern;

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

    private static void awaitLine(CapturedLog log, String beginning, String part) throws Exception {
        Waiting.until(
                beginning + " … " + part,
                () -> log.lines().stream().anyMatch(line -> line.startsWith(beginning) && line.contains(part)));
    }

    @Test
    void a_logout_is_one_line_at_login_and_one_at_the_end_which_says_that_the_client_left() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            try (LineClient imap = site.imap(postern, ADA)) {
                imap.ask("b LOGOUT", "b OK");
                assertThat(imap.line()).isEmpty();
            }
            awaitLine(log, "closed ", "reason=client_closed");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("login ") || line.startsWith("closed "))
                    .hasSize(2)
                    .allMatch(line -> line.contains("user=" + ADA));
        }
    }

    @Test
    void quit_is_logged_as_the_clients_wish_too() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            try (LineClient smtp = site.smtp(postern, ADA)) {
                smtp.ask("QUIT", "221");
                assertThat(smtp.line()).isEmpty();
            }
            awaitLine(log, "closed ", "reason=client_closed");
        }
    }

    @Test
    void capabilities_come_in_the_form_that_the_client_has_shown_to_understand() throws Exception {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            assertThat(imap.ask("a AUTHENTICATE OAUTHBEARER", "+")).isEqualTo("+");
            assertThat(imap.ask(MailSite.oauthBearer(ADA, site.token(ADA)), "a "))
                    .startsWith("a OK [CAPABILITY IMAP4rev1")
                    .contains("IDLE")
                    .doesNotContain("AUTH=");
        }
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            assertThat(imap.ask("a CAPABILITY", "* CAPABILITY"))
                    .contains("AUTH=OAUTHBEARER", "AUTH=XOAUTH2", "SASL-IR");
            imap.lineWith("a OK");
            imap.send("b AUTHENTICATE XOAUTH2 " + MailSite.xoauth2(ADA, site.token(ADA)) + "\r\n");
            assertThat(imap.line()).startsWith("* CAPABILITY IMAP4rev1").doesNotContain("AUTH=");
            assertThat(imap.line()).startsWith("b OK").doesNotContain("CAPABILITY");
        }
    }

    private Certificate served() throws Exception {
        try (SSLSocket socket = site.tls(new Socket(
                InetAddress.getLoopbackAddress(), postern.address("imap").getPort()))) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void a_renewed_certificate_is_served_within_seconds_and_a_broken_one_never() throws Exception {
        Path chain = site.certificates.chainFile(KeyKind.ECDSA);
        Path key = site.certificates.keyFile(KeyKind.ECDSA);
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        Certificate renewed = site.certificates.authority().issue(keys, "localhost");
        try (LineClient live = site.imap(postern, ADA)) {
            TestAuthority.write(key, keys.getPrivate());
            TestAuthority.write(chain, renewed);
            Waiting.until("the renewed certificate", () -> served().equals(renewed));

            try (CapturedLog log = new CapturedLog()) {
                Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nnonsense\n");
                awaitLine(log, "certificate not loaded", chain.toString());
            }
            assertThat(served()).isEqualTo(renewed);
            live.ask("b NOOP", "b OK");

            TestAuthority.write(chain, renewed);
        }
    }

    @Test
    void a_backend_that_is_down_at_the_start_is_temporary_until_it_comes() throws Exception {
        site.dovecot.stop();
        ProxyAssembly early;
        try {
            early = site.postern();
            try (LineClient imap = site.connect(early, "imap")) {
                imap.lineWith("* OK");
                String response = MailSite.oauthBearer(ADA, site.token(ADA));
                assertThat(imap.ask("a AUTHENTICATE OAUTHBEARER " + response, "a "))
                        .startsWith("a NO [UNAVAILABLE]");
            }
        } finally {
            site.dovecot.begin();
        }
        try (LineClient imap = site.imap(early, ADA)) {
            imap.ask("b SELECT INBOX", "b OK");
        }
    }
}
