package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static dev.postern.integration.site.MailSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.LogLines;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateDovecot;
import dev.postern.integration.backend.PrivateHaproxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come through a real HAProxy: what the backends' logs call them, by each way of forwarding. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class BehindHaproxyIT {
    /** Neither HAProxy's address nor Postern's. */
    private static final String ELSEWHERE = "127.0.0.5";

    /** PROXY protocol §2.2: the signature, version 2, LOCAL, no addresses. */
    private static final byte[] LOCAL = {13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 0x20, 0, 0, 0};

    private static final String LISTENERS = """
              - { name: imap, address: 127.0.0.1, port: 0, protocol: imap, proxy-protocol: { from: 127.0.0.1 } }
              - { name: later, address: 127.0.0.1, port: 0, protocol: imap, tls: starttls, proxy-protocol: { from: 127.0.0.1 } }
              - { name: submission, address: 127.0.0.1, port: 0, protocol: smtp, proxy-protocol: { from: 127.0.0.1 } }
              - name: shared
                address: 127.0.0.1
                port: 0
                proxy-protocol: { from: [127.0.0.1, 10.0.0.0/8] }
                routes: [{ name: mail, protocol: imap, default: true }]
            """;

    private MailSite site;
    private ProxyAssembly usual;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder);
        usual = site.posternWith(LISTENERS);
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private ProxyAssembly postern(String imap, int imapPort, String smtp, int smtpPort) throws Exception {
        return site.postern(
                LISTENERS,
                "forward-address: " + imap,
                imapPort,
                "forward-address: " + smtp,
                smtpPort,
                PrivateDovecot.MASTER_PASSWORD);
    }

    private static Socket from(String address, int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0);
    }

    private static PrivateHaproxy haproxy(ProxyAssembly postern, String listener, String header) {
        return PrivateHaproxy.start(postern.address(listener).getPort(), header);
    }

    /** As HAProxy checks a server's health: a LOCAL header, and a reset once the port has proved open. */
    @ParameterizedTest
    @ValueSource(strings = {"imap", "shared"})
    void a_health_check_leaves_no_line_and_garbage_does(String listener) throws Exception {
        int port = usual.address(listener).getPort();
        try (LogLines log = new LogLines()) {
            try (Socket check = new Socket(InetAddress.getLoopbackAddress(), port)) {
                check.setSoLinger(true, 0);
                check.getOutputStream().write(LOCAL);
                Thread.sleep(200);
            }
            try (Socket garbage = new Socket(InetAddress.getLoopbackAddress(), port)) {
                garbage.getOutputStream().write(LOCAL);
                garbage.getOutputStream().write("no TLS at all\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 200 && log.with("connection refused").isEmpty(); i++) {
                    Thread.sleep(25);
                }
            }
            assertThat(log.with("connection refused")).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "id, imap, send-proxy-v2",
        "id, shared, send-proxy-v2",
        "id, imap, send-proxy",
        "proxy-v1, imap, send-proxy-v2",
        "proxy-v2, imap, send-proxy-v2"
    })
    void dovecot_logs_the_clients_address_and_port(String way, String listener, String header) throws Exception {
        int port = way.equals("id") ? site.dovecot.imap() : site.dovecot.imapProxied();
        ProxyAssembly postern = postern(way, port, "none", site.postfix.submission());
        try (PrivateHaproxy haproxy = haproxy(postern, listener, header);
                LineClient imap = new LineClient(site.tls(from(ELSEWHERE, haproxy.port())))) {
            imap.lineWith("* OK");
            imap.ask("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, site.token(ADA)), "a OK");
            site.dovecot.awaitLog("rip=" + ELSEWHERE + ", rport=" + imap.localPort());
            List<String> sessions = postern.live().views().stream()
                    .filter(view -> view.client().remoteHost().equals(ELSEWHERE))
                    .map(view -> view.client().sessionId())
                    .toList();
            assertThat(sessions).hasSize(1);
            if (way.equals("id")) {
                site.dovecot.awaitLog("session=<" + sessions.get(0) + ">");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"xclient", "proxy-v1"})
    void postfix_logs_the_clients_address_and_port(String way) throws Exception {
        int port = way.equals("xclient") ? site.postfix.submissionXclient() : site.postfix.submissionProxied();
        ProxyAssembly postern = postern("none", site.dovecot.imap(), way, port);
        try (PrivateHaproxy haproxy = haproxy(postern, "submission", "send-proxy-v2");
                LineClient smtp = new LineClient(site.tls(from(ELSEWHERE, haproxy.port())))) {
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            smtp.ask("AUTH XOAUTH2 " + MailSite.xoauth2(ADA, site.token(ADA)), "235");
            smtp.ask("MAIL FROM:<" + ADA + ">", "250");
            smtp.ask("RCPT TO:<" + BOB + ">", "250");
            site.postfix.awaitLog("client=unknown[" + ELSEWHERE + "]:" + smtp.localPort() + ", sasl_method=PLAIN, "
                    + "sasl_username=" + ADA);
        }
    }

    @Test
    void a_listener_with_starttls_greets_behind_the_header() throws Exception {
        try (PrivateHaproxy haproxy = haproxy(usual, "later", "send-proxy-v2");
                LineClient imap = new LineClient(from(ELSEWHERE, haproxy.port()))) {
            assertThat(imap.line()).startsWith("* OK");
            imap.ask("a STARTTLS", "a OK");
        }
    }

    /** Hazard 25: a forged header from elsewhere changes nothing and is counted. */
    @ParameterizedTest
    @ValueSource(strings = {"imap", "later", "submission", "shared"})
    void whoever_is_not_the_proxy_is_refused_whatever_it_claims(String listener) throws Exception {
        try (LogLines log = new LogLines();
                LineClient stranger =
                        new LineClient(from(ELSEWHERE, usual.address(listener).getPort()))) {
            try {
                stranger.send("PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n");
                assertThat(stranger.line()).isEmpty();
            } catch (IOException reset) {
                assertThat(reset).isInstanceOf(java.net.SocketException.class);
            }
            for (int i = 0; i < 200 && log.with("reason=untrusted_proxy").isEmpty(); i++) {
                Thread.sleep(25);
            }
            assertThat(log.with("reason=untrusted_proxy"))
                    .singleElement()
                    .asString()
                    .startsWith("connection refused ")
                    .contains("listener=" + listener, "client=" + ELSEWHERE, "count=1");
        }
    }
}
