package dev.postern.admin.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.admin.http.HttpAddress;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.testing.TestIssuer;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.verification.Environment;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.PolicyVerifier;
import dev.postern.core.token.verification.SessionSettings;
import dev.postern.core.token.verification.TokenKind;
import dev.postern.core.token.verification.TokenSettings;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The port on which providers tell of logouts, as providers and as strangers find it. */
class LogoutEndpointTest {
    private final TestIssuer provider = TestIssuer.start();
    private final Environment environment = Environment.system();
    private final PolicyVerifier verifier = PolicyVerifier.start(
            new TokenSettings(List.of(issuer()), Set.of(), null, VerdictCacheSettings.STANDARD), environment);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<String> passedOn = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private LogoutEndpoint endpoint;

    private IssuerSettings issuer() {
        IssuerSettings usual = IssuerSettings.jwt(provider.issuer(), "mail", "{email}");
        return new IssuerSettings(
                usual.issuer(),
                TokenKind.JWT,
                usual.keys(),
                null,
                AcceptanceSettings.forAudience("mail"),
                usual.identity(),
                usual.http(),
                new SessionSettings(Duration.ofHours(1), null, Set.of("thunderbird")));
    }

    @BeforeEach
    void open() throws IOException {
        endpoint = LogoutEndpoint.open(
                new HttpAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null),
                new LogoutDesk(verifier::logouts, new LiveSessions(), passedOn::add));
    }

    @AfterEach
    void close() {
        endpoint.close();
        verifier.close();
        environment.background().shutdownNow();
        provider.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String form) throws Exception {
        return send(request("/backchannel-logout")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private String good() {
        return "logout_token=" + provider.logoutToken().build();
    }

    @Test
    void a_good_token_is_answered_with_200_that_nobody_keeps() throws Exception {
        HttpResponse<String> answer = post(good());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    /** Others may have sessions of that login; what is no good is not theirs to judge again. */
    @Test
    void good_tokens_and_only_those_are_passed_on() throws Exception {
        String form = good();
        post(form);
        post("logout_token=nonsense");
        post("logout_token=" + provider.token().build());
        assertThat(passedOn).containsExactly(form.substring("logout_token=".length()));
    }

    @Test
    void unknown_parameters_beside_it_do_no_harm() throws Exception {
        assertThat(post("state=1&" + good()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_bad_token_is_invalid_and_no_more_is_said() throws Exception {
        for (String form : List.of(
                "",
                "logout_token=",
                "logout_token=nonsense",
                "token=x",
                good() + "&" + good(),
                "logout_token=" + provider.token().build(),
                "logout_token=" + provider.logoutToken().claim("aud", "other").build(),
                "%zz=%")) {
            HttpResponse<String> answer = post(form);
            assertThat(answer.statusCode()).as(form).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_request\"}");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void a_token_comes_in_once_only() throws Exception {
        String form = good();
        assertThat(post(form).statusCode()).isEqualTo(200);
        assertThat(post(form).statusCode()).isEqualTo(400);
    }

    @Test
    void a_provider_without_keys_makes_it_a_temporary_trouble_of_ours() throws Exception {
        provider.rotate();
        String form = "logout_token="
                + provider.logoutToken().signedBy(provider.key("ES256")).build();
        provider.become(TestIssuer.Mood.DOWN);
        assertThat(post(form).statusCode()).isEqualTo(503);
    }

    @Test
    void other_paths_methods_and_types_are_named_as_such() throws Exception {
        assertThat(send(request("/").GET().build()).statusCode()).isEqualTo(404);
        HttpResponse<String> get = send(request("/backchannel-logout").GET().build());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(send(request("/backchannel-logout")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_form_that_is_too_large_is_not_read_to_its_end() throws Exception {
        try {
            assertThat(post("logout_token=" + "e".repeat(64 * 1024)).statusCode())
                    .isEqualTo(400);
        } catch (IOException cut) {
            // It answers and closes while the rest is on its way, and the answer may be lost in the reset.
            assertThat(cut).hasMessageMatching(".*(received no bytes|reset|closed|Broken pipe).*");
        }
        assertThat(post("a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&" + good()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void requests_that_are_no_http_get_a_status_and_no_page() throws Exception {
        assertThat(said("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContain("<");
        assertThat(said("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("<");
    }

    @Test
    void a_form_may_come_in_pieces() throws Exception {
        String form = good();
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /backchannel-logout HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                            + form.length() + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (String piece : List.of(form.substring(0, 40), form.substring(40, 300), form.substring(300))) {
                Thread.sleep(100);
                out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private String said(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    @Test
    void slow_strangers_do_not_keep_a_logout_waiting_for_long() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket stranger = connect();
                strangers.add(stranger);
                stranger.getOutputStream()
                        .write("POST /backchannel-logout HTTP/1.1\r\nHost: x\r\nContent-Len"
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(post(good()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }
}
