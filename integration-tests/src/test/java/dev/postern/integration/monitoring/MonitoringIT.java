package dev.postern.integration.monitoring;

import static dev.postern.integration.site.MailSite.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.admin.metrics.Metric;
import dev.postern.cli.ProxyAssembly;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.CloseReason;
import dev.postern.core.tls.HandshakeFailure;
import dev.postern.core.token.TokenRefusal;
import dev.postern.integration.backend.LineClient;
import dev.postern.integration.backend.Waiting;
import dev.postern.integration.site.MailSite;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What monitoring sees of a Postern with real mail servers, and what nobody can make it see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class MonitoringIT {
    /** Would break out of a label, a line, or the page, if anybody put it there. */
    private static final String MARK = "zzmark";

    private static final String HOSTILE = MARK + "\"} 1\n# " + MARK + "\\";

    private MailSite site;
    private ProxyAssembly postern;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        site = new MailSite(folder);
        site.policy("""
            issuers:
              - { issuer: "%s", audience: mail, mailbox: "{preferred_username}" }
            monitoring: { port: 0 }
            """.formatted(site.issuer().issuer()));
        postern = site.postern();
        Waiting.until("readiness", () -> Scraped.ask(postern, "/ready").statusCode() == 200);
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private String answer(String command) throws IOException {
        try (LineClient imap = site.connect(postern, "imap")) {
            imap.lineWith("* OK");
            imap.send(command + "\r\n");
            String line = imap.line();
            if (line.startsWith("+ ")) {
                imap.send("AQ==\r\n");
                line = imap.line();
            }
            return line;
        }
    }

    @Test
    void a_real_session_is_in_the_figures() throws Exception {
        try (LineClient imap = site.imap(postern, ADA);
                LineClient smtp = site.smtp(postern, ADA)) {
            imap.ask("b SELECT INBOX", "b OK");
            smtp.ask("NOOP", "250");
            Scraped scraped = Scraped.of(postern);

            assertThat(scraped.names())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Metric.values()).map(Metric::text).toList());
            assertThat(scraped.value("postern_sessions{protocol=\"imap\",state=\"logged_in\"}"))
                    .isPositive();
            assertThat(scraped.value("postern_sessions{protocol=\"smtp\",state=\"logged_in\"}"))
                    .isPositive();
            assertThat(scraped.value("postern_relayed_bytes_total{direction=\"in\",protocol=\"imap\"}"))
                    .isPositive();
            assertThat(scraped.value("postern_relayed_bytes_total{direction=\"out\",protocol=\"imap\"}"))
                    .isPositive();
            assertThat(scraped.value(
                            "postern_backend_login_duration_seconds_sum{backend=\"legacy\",protocol=\"imap\"}"))
                    .isBetween(0.0001, 30.0);
            assertThat(scraped.value("postern_tls_handshakes_total{resumed=\"no\",version=\"TLSv1.3\"}"))
                    .isPositive();
            assertThat(scraped.value("postern_tls_handshake_duration_seconds_count"))
                    .isPositive();
            assertThat(scraped.value(
                            "postern_issuer_keys{issuer=\"" + site.issuer().issuer() + "\"}"))
                    .isEqualTo(4);
            assertThat(scraped.value("postern_loop_delay_seconds_count")).isPositive();
            assertThat(scraped.value("postern_connections")).isPositive();
        }
        Waiting.until(
                "the session's length",
                () -> Scraped.of(postern).value("postern_session_duration_seconds_count{protocol=\"imap\"}") > 0);
    }

    @Test
    void prometheus_itself_has_nothing_against_the_text(@TempDir Path folder) throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "promtool"))));
        Path text = Files.writeString(
                folder.resolve("metrics"), Scraped.ask(postern, "/metrics").body());
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void a_resumed_handshake_is_told_from_a_full_one() throws Exception {
        SSLContext context = site.certificates().clientContext();
        comeAndGo(context);
        Scraped before = Scraped.of(postern);
        comeAndGo(context);
        Scraped after = Scraped.of(postern);
        assertThat(resumed(after) - resumed(before)).isEqualTo(1);
        assertThat(full(after) - full(before)).isZero();
    }

    private void comeAndGo(SSLContext context) throws IOException {
        try (LineClient imap = new LineClient(tls(context))) {
            imap.lineWith("* OK");
            imap.ask("a LOGOUT", "a OK");
        }
    }

    private static double full(Scraped scraped) {
        return scraped.value("postern_tls_handshakes_total{resumed=\"no\",version=\"TLSv1.3\"}");
    }

    private static double resumed(Scraped scraped) {
        return scraped.value("postern_tls_handshakes_total{resumed=\"yes\",version=\"TLSv1.3\"}");
    }

    private SSLSocket tls(SSLContext context, String... applicationProtocols) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(applicationProtocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    private int port() {
        return postern.address("imap").getPort();
    }

    @Test
    void handshakes_fail_by_name() throws Exception {
        Scraped before = Scraped.of(postern);
        say("a1 CAPABILITY\r\n".getBytes(StandardCharsets.US_ASCII));
        say(oldHello(0x0302));
        fails(SSLContext.getDefault());
        fails(site.certificates().clientContext(), "h2");
        try (SSLSocket socket = tls(site.certificates().clientContext())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"});
            assertThat(catchThrowable(socket::startHandshake)).isInstanceOf(IOException.class);
        }
        for (HandshakeFailure why : new HandshakeFailure[] {
            HandshakeFailure.NO_TLS,
            HandshakeFailure.VERSION,
            HandshakeFailure.CERTIFICATE_REFUSED,
            HandshakeFailure.APPLICATION_PROTOCOL,
            HandshakeFailure.CIPHER
        }) {
            Waiting.until(why.name(), () -> failures(Scraped.of(postern), why) - failures(before, why) == 1);
        }
        assertThat(failures(Scraped.of(postern), HandshakeFailure.OTHER)).isZero();
    }

    private static double failures(Scraped scraped, HandshakeFailure why) {
        return scraped.value(
                "postern_tls_handshakes_failed_total{reason=\"" + why.name().toLowerCase(Locale.ROOT) + "\"}");
    }

    private void fails(SSLContext context, String... applicationProtocols) throws IOException {
        try (SSLSocket socket = tls(context, applicationProtocols)) {
            socket.startHandshake();
            throw new AssertionError("the handshake succeeded");
        } catch (SSLException expected) {
            assertThat(expected).isNotNull();
        }
    }

    private void say(byte[] octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(octets);
            InputStream in = socket.getInputStream();
            in.readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).isNotNull();
        }
    }

    /** RFC 5246 §7.4.1.2: a ClientHello of an old version, with one cipher suite and nothing else. */
    private static byte[] oldHello(int version) {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 2 + 2];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = 1;
        hello[4] = (byte) (hello.length - 5);
        hello[5] = 1;
        hello[8] = (byte) (hello.length - 9);
        hello[9] = (byte) (version >> 8);
        hello[10] = (byte) version;
        // Behind the random and an empty session id: TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression.
        hello[44 + 1] = 2;
        hello[44 + 2] = (byte) 0xc0;
        hello[44 + 3] = 0x13;
        hello[44 + 4] = 1;
        return hello;
    }

    @Test
    void nothing_that_a_client_says_becomes_a_label() throws Exception {
        String user = MARK + "@example.org";
        String token = site.issuer()
                .token()
                .user(user)
                .claim("azp", HOSTILE)
                .claim("sid", HOSTILE)
                .build();
        String foreign = site.issuer()
                .token()
                .claim("iss", "https://" + MARK + ".example/" + HOSTILE)
                .build();
        String otherKey = site.issuer().token().header("kid", HOSTILE).build();

        assertThat(answer("a AUTHENTICATE " + MARK + " AAAA")).startsWith("a NO");
        assertThat(answer("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(user, token)))
                .startsWith("a NO");
        assertThat(answer("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, foreign)))
                .startsWith("a NO");
        assertThat(answer("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(ADA, otherKey)))
                .startsWith("a NO");
        assertThat(answer("a AUTHENTICATE OAUTHBEARER " + MailSite.oauthBearer(HOSTILE, MARK)))
                .startsWith("a ");
        answer("a ID (\"name\" \"" + MARK + "\" \"x-originating-ip\" \"" + MARK + "\")");
        answer(MARK + " " + MARK);
        try (SSLSocket socket = tls(site.certificates().clientContext())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(MARK + ".example.org")));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
        Scraped.ask(postern, "/" + MARK + "?" + MARK);

        Scraped scraped = Scraped.of(postern);
        assertThat(scraped.text()).doesNotContain(MARK);
        assertThat(scraped.value("postern_attempts_unreadable_total{reason=\"unknown_mechanism\"}"))
                .isPositive();
        assertThat(scraped.value("postern_tokens_refused_total{reason=\"unknown_issuer\"}"))
                .isPositive();
        assertThat(scraped.labels().get("reason")).isSubsetOf(reasons());
        assertThat(scraped.labels().get("protocol")).isSubsetOf("imap", "smtp");
        assertThat(scraped.labels().get("issuer")).containsExactly(site.issuer().issuer());
        assertThat(scraped.labels().get("backend")).containsExactly("legacy");
        assertThat(scraped.labels().keySet())
                .isSubsetOf(Stream.concat(
                                Stream.of("le"), Stream.of(Metric.values()).flatMap(metric -> metric.labels().stream()))
                        .collect(Collectors.toSet()));
    }

    private static Set<String> reasons() {
        return Stream.<Enum<?>[]>of(
                        CloseReason.values(),
                        AttemptRefusal.values(),
                        TokenRefusal.values(),
                        BackendFailure.values(),
                        HandshakeFailure.values())
                .flatMap(Arrays::stream)
                .map(name -> name.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    @Test
    void it_is_not_ready_while_its_backend_is_down_and_lives_on() throws Exception {
        site.dovecot().stop();
        try {
            for (int i = 0; i < 3; i++) {
                answer("a AUTHENTICATE OAUTHBEARER "
                        + MailSite.oauthBearer(ADA, site.issuer().token().build()));
            }
            Waiting.until("not ready", () -> Scraped.ask(postern, "/ready").statusCode() == 503);
            assertThat(Scraped.ask(postern, "/ready").body())
                    .isEqualTo("not ready\nno backend for imap is up: legacy\n");
            assertThat(Scraped.ask(postern, "/live").body()).isEqualTo("live\n");
            assertThat(Scraped.of(postern).value("postern_backend_up{backend=\"legacy\",protocol=\"imap\"}"))
                    .isZero();
        } finally {
            site.dovecot().begin();
        }
        Waiting.until("ready again", () -> Scraped.ask(postern, "/ready").statusCode() == 200);
    }
}
