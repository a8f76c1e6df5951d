package dev.postern.integration.site;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ProxyAssembly;
import dev.postern.core.testing.LogLines;
import dev.postern.core.testing.TestAuthority;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.PrivateNginx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One port for mail and a real nginx: each as if it had the port for itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SharedPortIT {
    private static final int LARGE = 200 * 1024 * 1024;

    /** Neither Postern's address nor nginx's. */
    private static final String ELSEWHERE = "127.0.0.5";

    private MailSite site;
    private PrivateNginx nginx;
    private Shell shell;
    private Path folder;
    private int port;
    private int strict;
    private int v1;
    private int v2;

    @BeforeAll
    void open(@TempDir Path place) throws Exception {
        folder = place;
        shell = new Shell(place);
        site = new MailSite(place);
        nginx = PrivateNginx.start(site.certificates.authority());
        ProxyAssembly postern = site.posternWith(listener(
                        "https", "plain-http: answer", nginx.https(), nginx.http(), "none")
                + listener("strict", "plain-http: close\n    unknown-name: refuse", closedPort(), closedPort(), "none")
                + listener("v1", "plain-http: answer", nginx.httpsProxied(), nginx.httpProxied(), "v1")
                + listener("v2", "plain-http: answer", nginx.httpsProxied(), nginx.httpProxied(), "v2"));
        port = postern.address("https").getPort();
        strict = postern.address("strict").getPort();
        v1 = postern.address("v1").getPort();
        v2 = postern.address("v2").getPort();
    }

    @AfterAll
    void close() {
        if (nginx != null) {
            nginx.close();
        }
        if (site != null) {
            site.close();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String listener(String name, String manners, int https, int http, String header) {
        return """
                  - name: %s
                    address: 127.0.0.1
                    port: 0
                    %s
                    routes:
                      - { name: mail, protocol: imap, server-names: mail.example.org }
                      - { name: submission, protocol: smtp }
                      - name: web
                        passthrough: { host: 127.0.0.1, port: %d, send-proxy: %s }
                        server-names: ["*.example.org"]
                        alpn: [h2, http/1.1]
                        default: true
                      - { name: pages, relay: { host: 127.0.0.1, port: %d, send-proxy: %s }, server-names: localhost }
                """.formatted(name, manners, https, header, http, header);
    }

    private Shell.Outcome curl(int at, String options) throws Exception {
        return shell.run("curl -sS --max-time 50 --cacert " + site.certificates.caFile() + " --connect-to ::127.0.0.1:"
                + at + " " + options);
    }

    private String openssl(int at, String options) throws Exception {
        return shell.run("(sleep 1; echo) | timeout 20 openssl s_client -connect 127.0.0.1:" + at + " -CAfile "
                        + site.certificates.caFile() + " " + options)
                .text();
    }

    /** Waits for it: a line is written when all is over, which a client may notice before. */
    private static String onlyLine(LogLines log, String text) throws InterruptedException {
        for (int i = 0; i < 200 && log.with(text).isEmpty(); i++) {
            Thread.sleep(25);
        }
        assertThat(log.with(text)).hasSize(1);
        return log.with(text).get(0);
    }

    // ---- the web

    @ParameterizedTest
    @CsvSource({"--http1.1, HTTP/1.1", "--http2, HTTP/2.0"})
    void browsers_reach_nginx_and_its_own_certificate(String option, String version) throws Exception {
        assertThat(curl(port, option + " https://www.example.org/who").text())
                .contains("protocol=" + version + " name=www.example.org verify=NONE");
    }

    @Test
    void a_relay_ends_tls_and_nginx_sees_plain_http() throws Exception {
        assertThat(curl(port, "--http2 https://localhost/who").text()).contains("protocol=HTTP/1.1 name= verify=");
    }

    @ParameterizedTest
    @CsvSource({"--http1.1, www.example.org", "--http2, www.example.org", "--http1.1, localhost"})
    void large_files_pass_both_ways_unchanged(String option, String host) throws Exception {
        Path large = folder.resolve("large");
        if (Files.notExists(large)) {
            byte[] octets = new byte[LARGE];
            new Random(443).nextBytes(octets);
            Files.write(large, octets);
        }
        String there = "https://" + host + "/files/" + host + option;
        Shell.Outcome up = curl(port, option + " --upload-file " + large + " " + there);
        assertThat(up.exit()).as(up.text()).isZero();
        Path back = folder.resolve("back");
        Shell.Outcome down = curl(port, option + " --output " + back + " " + there);
        assertThat(down.exit()).as(down.text()).isZero();
        Path sent = nginx.files().resolve(host + option);
        assertThat(Files.mismatch(large, sent)).isEqualTo(-1);
        assertThat(Files.mismatch(large, back)).isEqualTo(-1);
        Files.delete(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.org", "localhost"})
    void websockets_open_and_carry_frames_both_ways(String host) throws Exception {
        try (SSLSocket socket = tls(host, "http/1.1");
                LineClient client = new LineClient(socket)) {
            client.send("GET /socket HTTP/1.1\r\nHost: " + host + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(client.line()).isEqualTo("HTTP/1.1 101 Switching Protocols");
            client.lineWith("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(client.line()).isEmpty();
            for (int i = 0; i < 20; i++) {
                client.send("\u0081\u0085\0\0\0\0hello");
                assertThat(new String(client.octets(7), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .isEqualTo("\u0081\u0005hello");
            }
        }
    }

    private SSLSocket tls(String host, String... alpn) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
                (SSLSocket) site.certificates.clientContext().getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn);
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    @Test
    void nginx_verifies_the_certificates_of_its_visitors_itself() throws Exception {
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        Path certificate = TestAuthority.write(
                folder.resolve("visitor.pem"),
                site.certificates.authority().issueWithoutAlternativeNames(keys, "visitor"));
        Path key = TestAuthority.write(folder.resolve("visitor-key.pem"), keys.getPrivate());
        assertThat(curl(port, "--cert " + certificate + " --key " + key + " https://www.example.org/who")
                        .text())
                .contains("verify=SUCCESS subject=CN=visitor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.org", "localhost"})
    void a_proxy_header_tells_nginx_the_visitors_address(String host) throws Exception {
        for (int at : new int[] {v1, v2}) {
            assertThat(curl(at, "--interface " + ELSEWHERE + " https://" + host + "/who")
                            .text())
                    .contains("address=" + ELSEWHERE + " ");
        }
        nginx.awaitVisit(ELSEWHERE + ":");
        assertThat(curl(port, "--interface " + ELSEWHERE + " https://" + host + "/who")
                        .text())
                .contains("address=127.0.0.1 ");
    }

    @Test
    void a_dead_web_server_is_told_quickly_and_in_the_log() throws Exception {
        try (LogLines log = new LogLines()) {
            for (String host : new String[] {"www.example.org", "localhost"}) {
                long began = System.nanoTime();
                Shell.Outcome outcome = curl(strict, "https://" + host + "/who");
                assertThat(outcome.exit()).as(outcome.text()).isNotZero();
                assertThat(System.nanoTime() - began).isLessThan(3_000_000_000L);
                assertThat(onlyLine(log, "server-name=" + host))
                        .startsWith("upstream not reached ")
                        .contains("listener=strict", "reason=upstream_unreachable", "Connection refused");
            }
        }
    }

    @Test
    void http_without_tls_gets_a_short_answer_or_none() throws Exception {
        assertThat(curl(port, "-i http://www.example.org/").text()).startsWith("HTTP/1.1 400 ");
        assertThat(curl(strict, "-i http://www.example.org/").text()).contains("(52) Empty reply");
    }

    // ---- mail

    @Test
    void mail_is_read_at_its_name_on_the_same_port() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), site.token(ADA));
        Shell.Outcome read = curl(
                port,
                "--user " + ADA + ": --oauth2-bearer \"$(cat " + token + ")\" --login-options AUTH=OAUTHBEARER"
                        + " imaps://mail.example.org/ -X NOOP");
        assertThat(read.exit()).as(read.text()).isZero();
        site.dovecot.awaitLog("Login: user=<" + ADA + ">");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "-servername mail.example.org, * OK, CN = localhost",
        "-servername mail.example.org -alpn imap, * OK, ALPN protocol: imap",
        "-servername www.example.org -alpn imap, * OK, ALPN protocol: imap",
        "-servername www.example.org -alpn smtp, 220 , ALPN protocol: smtp",
        "-servername www.example.org -alpn h2, CN = www.example.org, ALPN protocol: h2",
        // hazard 3: a browser at the mail host's name comes to the web server, not to the mail.
        "-servername mail.example.org -alpn http/1.1, CN = www.example.org, ALPN protocol: http/1.1",
        // A protocol that nobody claims goes by the name, and is refused there.
        "-servername mail.example.org -alpn pop3, no application protocol, alert",
        "-servername elsewhere.example.com, CN = www.example.org, No ALPN negotiated",
        "-noservername, CN = www.example.org, No ALPN negotiated",
        "-servername mail.example.org -tls1_1 -cipher DEFAULT@SECLEVEL=0, protocol version, alert"
    })
    void openssl_is_led_where_its_hello_says(String options, String sees, String andSees) throws Exception {
        assertThat(openssl(port, options)).contains(sees).contains(andSees);
    }

    @Test
    void an_unknown_name_is_refused_by_an_alert_and_logged() throws Exception {
        try (LogLines log = new LogLines()) {
            assertThat(openssl(strict, "-servername elsewhere.example.com")).contains("unrecognized name");
            assertThat(onlyLine(log, "server-name=elsewhere.example.com"))
                    .startsWith("connection refused ")
                    .contains("listener=strict", "reason=unknown_name");
        }
        assertThat(openssl(strict, "-servername mail.example.org")).contains("* OK");
    }

    /** hazard 3 */
    @Test
    void http_inside_the_tls_of_a_mail_route_ends() throws Exception {
        try (SSLSocket socket = tls("mail.example.org");
                LineClient client = new LineClient(socket)) {
            client.lineWith("* OK");
            client.send("POST / HTTP/1.1\r\nHost: mail.example.org\r\n\r\na1 LOGOUT\r\n");
            assertThat(client.line()).startsWith("* BYE");
            assertThat(client.line()).isEmpty();
        }
    }
}
