package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.LogLines;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** IMAP through Postern at a real Dovecot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ReadingIT {
    private static final int LARGE = 25 * 1024 * 1024;

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

    @Test
    void a_large_message_goes_in_and_comes_out_octet_by_octet() throws Exception {
        byte[] message = message();
        try (SSLSocket socket = site.tls(new Socket(
                InetAddress.getLoopbackAddress(), postern.address("imap").getPort()))) {
            LineClient imap = new LineClient(socket);
            imap.lineWith("* OK");
            imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA)), "a OK");
            imap.ask("b CREATE Large", "b ");
            imap.ask("c APPEND Large {" + message.length + "}", "+ ");
            socket.getOutputStream().write(message);
            imap.ask("", "c OK");
            imap.ask("d SELECT Large", "d OK");
            String literal = imap.ask("e FETCH 1 BODY.PEEK[]", "* 1 FETCH");
            assertThat(literal).endsWith("{" + message.length + "}");
            assertThat(Arrays.equals(imap.octets(message.length), message)).isTrue();
            imap.lineWith("e OK");
            imap.ask("f LOGOUT", "f OK");
        }
    }

    /** The first thing that an administrator looks for when an old program cannot log in. */
    @Test
    void a_password_by_LOGIN_leaves_a_line_without_it() throws Exception {
        try (LogLines log = new LogLines();
                LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            assertThat(imap.ask("b LOGIN " + ADA + " mother", "b ")).startsWith("b NO [CANNOT]");
            assertThat(log.with("login refused"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("mechanism=LOGIN") && line.contains("reason=unknown_mechanism"));
            assertThat(log.with("mother")).isEmpty();
        }
    }

    /** A header, then octets of every kind but NUL, in lines. */
    private static byte[] message() {
        byte[] message = new byte[LARGE];
        Random random = new Random(25);
        byte[] head = "From: ada@example.org\r\nSubject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, message, 0, head.length);
        for (int i = head.length; i < LARGE; i++) {
            int octet = 1 + random.nextInt(255);
            message[i] = (byte) (octet == '\n' || octet == '\r' ? 'x' : octet);
        }
        for (int i = head.length + 78; i + 1 < LARGE; i += 80) {
            message[i] = '\r';
            message[i + 1] = '\n';
        }
        return message;
    }

    @Test
    void an_idling_client_hears_of_a_new_message() throws Exception {
        try (LineClient idling = site.imap(postern, BOB);
                LineClient other = site.imap(postern, BOB)) {
            idling.ask("b SELECT INBOX", "b OK");
            idling.ask("c IDLE", "+ ");
            other.ask("b APPEND INBOX {16}", "+ ");
            other.ask("Subject: news\r\n\r", "b OK");
            assertThat(idling.lineWith("* ")).contains("EXISTS");
            idling.ask("DONE", "c OK");
        }
    }

    @Test
    void commands_behind_the_login_are_answered_once_and_in_order() throws Exception {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            imap.send("a AUTHENTICATE XOAUTH2 " + MailSite.xoauth2(ADA, site.token(ADA)) + "\r\n"
                    + "b SELECT INBOX\r\nc NOOP\r\nd LOGOUT\r\n");
            assertThat(imap.lineWith("a ")).startsWith("a OK");
            imap.lineWith("b OK");
            imap.lineWith("c OK");
            imap.lineWith("* BYE");
            imap.lineWith("d OK");
            assertThat(imap.line()).isEmpty();
        }
    }

    @Test
    void starttls_and_a_challenge_lead_to_the_same_mailbox() throws Exception {
        Socket plain = new Socket(
                InetAddress.getLoopbackAddress(),
                postern.address("imap-starttls").getPort());
        LineClient before = new LineClient(plain);
        assertThat(before.lineWith("* OK")).contains("STARTTLS").contains("LOGINDISABLED");
        assertThat(before.ask("a AUTHENTICATE XOAUTH2", "a ")).startsWith("a NO [PRIVACYREQUIRED]");
        before.ask("b STARTTLS", "b OK");
        try (LineClient imap = new LineClient(site.tls(plain))) {
            imap.ask("c AUTHENTICATE XOAUTH2", "+");
            imap.ask(MailSite.xoauth2(ADA, site.token(ADA)), "c OK");
            imap.ask("d SELECT INBOX", "d OK");
        }
    }

    @Test
    void the_backend_is_told_the_clients_address_in_each_way() throws Exception {
        try (LineClient imap = site.imap(postern, ADA)) {
            site.dovecot.awaitLog("rip=127.0.0.1, rport=" + imap.localPort());
        }
        for (String way : new String[] {"proxy-v1", "proxy-v2"}) {
            ProxyAssembly proxied = site.postern(
                    "forward-address: " + way,
                    site.dovecot.imapProxied(),
                    "forward-address: none",
                    site.postfix.submission());
            try (LineClient imap = site.imap(proxied, ADA)) {
                site.dovecot.awaitLog("rip=127.0.0.1, rport=" + imap.localPort() + ", lip=127.0.0.1, lport="
                        + proxied.address("imap").getPort());
            }
        }
    }

    @Test
    void the_session_id_of_our_log_is_in_the_backends() throws Exception {
        try (LineClient imap = site.imap(postern, ADA)) {
            String id = postern.live().views().stream()
                    .filter(view -> view.client().remote().getPort() == imap.localPort())
                    .map(view -> view.client().sessionId())
                    .findFirst()
                    .orElseThrow();
            site.dovecot.awaitLog("session=<" + id + ">");
        }
    }

    @Test
    void the_master_by_separator_opens_the_same_mailbox() throws Exception {
        for (String login : new String[] {"plain-separator", "login-separator"}) {
            ProxyAssembly other = site.postern(
                    "login: " + login + ", forward-address: none",
                    site.dovecot.imap(),
                    "login: " + login + ", forward-address: none",
                    site.postfix.submission());
            try (LineClient imap = site.imap(other, ADA);
                    LineClient smtp = site.smtp(other, ADA)) {
                imap.ask("b SELECT INBOX", "b OK");
                assertThat(smtp.ask("MAIL FROM:<" + ADA + ">", "")).startsWith("250");
            }
        }
    }

    @Test
    void a_long_token_passes_in_one_line() throws Exception {
        String token =
                site.issuer.token().user(ADA).claim("groups", "g".repeat(9_000)).build();
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, token), "a OK");
        }
    }

    @Test
    void nobody_logs_in_twice() throws Exception {
        try (LineClient imap = site.imap(postern, ADA)) {
            assertThat(imap.ask("b LOGIN bob@example.org*master " + PrivateDovecot.MASTER_PASSWORD, "b "))
                    .doesNotStartWith("b OK");
            assertThat(imap.ask("c UNAUTHENTICATE", "c ")).doesNotStartWith("c OK");
            imap.ask("d SELECT INBOX", "d OK");
        }
    }

    @Test
    void the_log_of_dovecot_never_names_the_master_as_the_user() throws Exception {
        try (LineClient imap = site.imap(postern, BOB)) {
            site.dovecot.awaitLog("Login: user=<" + BOB + ">");
            imap.ask("b LOGOUT", "b OK");
        }
        assertThat(site.dovecot.log()).doesNotContain("Login: user=<master>");
    }
}
