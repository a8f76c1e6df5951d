package dev.postern.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The backends of these tests are what the tests take them for; nothing of ours is in between. */
class PrivateBackendsIT {
    private static final String ADA = "ada@example.org";

    private static @Nullable PrivateDovecot dovecot;
    private static @Nullable PrivatePostfix postfix;

    @BeforeAll
    static void start() {
        dovecot = PrivateDovecot.start();
        postfix = PrivatePostfix.start(dovecot);
    }

    @AfterAll
    static void stop() {
        if (postfix != null) {
            postfix.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @Test
    void theMasterReadsAMailboxAndTheLogShowsTheForwardedAddress() throws IOException {
        try (LineClient imap = LineClient.plain(dovecot().imap())) {
            imap.lineWith("* OK");
            imap.ask("a ID (\"x-originating-ip\" \"203.0.113.7\" \"x-originating-port\" \"40001\")", "a OK");
            assertThat(imap.ask("b AUTHENTICATE PLAIN " + plain(ADA, PrivateDovecot.MASTER_PASSWORD), "b "))
                    .startsWith("b OK");
        }
        dovecot().awaitLog("rip=203.0.113.7, rport=40001");
    }

    @Test
    void aWrongMasterPasswordAndAnUnknownMailboxAreToldApart() throws IOException {
        try (LineClient imap = LineClient.plain(dovecot().imap())) {
            assertThat(imap.ask("a AUTHENTICATE PLAIN " + plain(ADA, "wrong"), "a "))
                    .startsWith("a NO [AUTHENTICATIONFAILED]");
            assertThat(imap.ask(
                            "b AUTHENTICATE PLAIN " + plain("nobody@example.org", PrivateDovecot.MASTER_PASSWORD),
                            "b "))
                    .startsWith("b NO [AUTHORIZATIONFAILED]");
        }
    }

    @Test
    void aProxyHeaderIsHeeded() throws IOException {
        try (LineClient imap = LineClient.plain(dovecot().imapProxied())) {
            imap.send("PROXY TCP4 203.0.113.8 198.51.100.1 40002 993\r\n");
            imap.lineWith("* OK");
            assertThat(imap.ask("a LOGIN " + ADA + "*master " + PrivateDovecot.MASTER_PASSWORD, "a "))
                    .startsWith("a OK");
        }
        dovecot().awaitLog("rip=203.0.113.8, rport=40002");
    }

    @Test
    void mailIsSentAsTheMailboxOnlyAndDelivered() throws IOException {
        try (LineClient smtp = LineClient.plain(postfix().submissionXclient())) {
            smtp.lineWith("220");
            smtp.ask("XCLIENT ADDR=203.0.113.9 PORT=40003", "220");
            smtp.ask("EHLO client.example.org", "250 ");
            assertThat(smtp.ask("AUTH PLAIN " + plain(ADA, PrivateDovecot.MASTER_PASSWORD), ""))
                    .startsWith("235");
            smtp.ask("MAIL FROM:<bob@example.org>", "250");
            assertThat(smtp.ask("RCPT TO:<bob@example.org>", "")).startsWith("553");
            smtp.ask("RSET", "250");
            smtp.ask("MAIL FROM:<ada@example.org>", "250");
            smtp.ask("RCPT TO:<bob@example.org>", "250");
            smtp.ask("DATA", "354");
            smtp.ask("Subject: hello\r\n\r\nhello\r\n.", "250");
        }
        postfix().awaitLog("client=unknown[203.0.113.9]");
        postfix().awaitLog("status=sent");
    }

    private static String plain(String mailbox, String password) {
        String octets = mailbox + "\0master\0" + password;
        return Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static PrivateDovecot dovecot() {
        return Objects.requireNonNull(dovecot);
    }

    private static PrivatePostfix postfix() {
        return Objects.requireNonNull(postfix);
    }
}
