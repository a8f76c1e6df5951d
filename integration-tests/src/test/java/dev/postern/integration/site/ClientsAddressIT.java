package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.integration.backend.LineClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come from another address than Postern's own, and what the backends' logs call them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ClientsAddressIT {
    /** Neither Postern's address, nor in the Postfix's mynetworks. */
    private static final String ELSEWHERE = "127.0.0.5";

    private MailSite site;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder);
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void nothing_is_forwarded_unless_it_is_configured() throws Exception {
        ProxyAssembly silent = site.postern(
                "forward-address: none", site.dovecot.imap(), "forward-address: none", site.postfix.submission());
        try (LineClient imap = login(silent, BOB)) {
            imap.ask("b NOOP", "b OK");
            site.dovecot.awaitLog("Login: user=<" + BOB + ">");
            assertThat(site.dovecot.log().lines())
                    .filteredOn(line -> line.contains("Login: user=<" + BOB + ">"))
                    .noneMatch(line -> line.contains(ELSEWHERE));
        }
    }

    private LineClient elsewhere(ProxyAssembly postern, String listener) throws IOException {
        int port = postern.address(listener).getPort();
        return new LineClient(
                site.tls(new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(ELSEWHERE), 0)));
    }

    private LineClient login(ProxyAssembly postern, String mailbox) throws IOException {
        LineClient imap = elsewhere(postern, "imap");
        imap.lineWith("* OK");
        imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(mailbox, site.token(mailbox)), "a OK");
        return imap;
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "proxy-v1", "proxy-v2"})
    void dovecot_logs_the_clients_address_and_port(String way) throws Exception {
        int port = way.equals("id") ? site.dovecot.imap() : site.dovecot.imapProxied();
        ProxyAssembly postern =
                site.postern("forward-address: " + way, port, "forward-address: none", site.postfix.submission());
        try (LineClient imap = login(postern, ADA)) {
            site.dovecot.awaitLog("rip=" + ELSEWHERE + ", rport=" + imap.localPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xclient", "proxy-v1"})
    void postfix_logs_the_clients_address_and_the_mailbox(String way) throws Exception {
        int port = way.equals("xclient") ? site.postfix.submissionXclient() : site.postfix.submissionProxied();
        sendAndExpect(
                site.postern("forward-address: none", site.dovecot.imap(), "forward-address: " + way, port),
                "sasl_method=PLAIN");
    }

    @Test
    void postfix_logs_the_clients_address_where_xclient_is_the_login() throws Exception {
        sendAndExpect(
                site.postern(
                        "forward-address: none",
                        site.dovecot.imap(),
                        "login: xclient-login, forward-address: xclient",
                        site.postfix.submissionXclient()),
                "sasl_method=XCLIENT");
    }

    private void sendAndExpect(ProxyAssembly postern, String method) throws Exception {
        int port;
        try (LineClient smtp = elsewhere(postern, "submission")) {
            port = smtp.localPort();
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            smtp.ask("AUTH XOAUTH2 " + MailSite.xoauth2(ADA, site.token(ADA)), "235");
            smtp.ask("MAIL FROM:<" + ADA + ">", "250");
            smtp.ask("RCPT TO:<" + BOB + ">", "250");
            smtp.ask("DATA", "354");
            smtp.ask("Subject: from elsewhere\r\n\r\nhello\r\n.", "250");
            smtp.ask("QUIT", "221");
        }
        site.postfix.awaitLog("client=unknown[" + ELSEWHERE + "]:" + port + ", " + method + ", sasl_username=" + ADA);
    }
}
