package dev.postern.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.admin.control.ProxyStatus;
import dev.postern.admin.control.ProxyView;
import dev.postern.admin.control.Verbosity;
import dev.postern.admin.http.HttpAddress;
import dev.postern.core.observe.Latencies;
import dev.postern.core.session.Crowd;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.tls.CertificateExpiry;
import dev.postern.core.token.KeyState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The monitoring port as Prometheus, balancers and strangers find it. */
class MetricsEndpointTest {
    private static final String ISSUER = "https://idp.example.org/realms/\"quoted\"\nand broken";

    private static final Latencies NO_LOGINS = Latencies.ofSteps();

    private final Latencies logins = Latencies.ofSteps();
    private final Crowd crowd = new Crowd();
    private final List<ProxyStatus.Backend> backends = new ArrayList<>(List.of(
            new ProxyStatus.Backend(
                    "old", "imap", "127.0.0.1:143", Optional.of(false), "timed_out", NO_LOGINS.picture()),
            new ProxyStatus.Backend("new", "imap", "127.0.0.1:144", Optional.of(true), "", logins.picture())));
    private KeyState keys = new KeyState(ISSUER, 2, Optional.of(Duration.ofSeconds(90)), true, "");
    private boolean draining;
    private volatile boolean acceptingPaused;
    private final StuckLoop loop = new StuckLoop();
    private final MetricsEndpoint endpoint;

    private final ProxyView proxy = new ProxyView() {
        @Override
        public ProxyStatus status() {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 993);
            return new ProxyStatus(
                    Instant.now(),
                    "1.2.3",
                    draining,
                    Verbosity.INFO,
                    List.of(new ProxyStatus.Listener("imap", address, List.of("imap"))),
                    backends,
                    List.of(keys));
        }

        @Override
        public LiveSessions live() {
            return crowd.live();
        }
    };

    MetricsEndpointTest() throws IOException {
        endpoint = MetricsEndpoint.open(
                new HttpAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null), vitals());
    }

    private Vitals vitals() {
        return new Vitals(
                proxy,
                () -> 3,
                () -> 10,
                () -> List.of(new CertificateExpiry(Path.of("/etc/chain.pem"), Instant.ofEpochSecond(2_000_000_000))),
                this::pulses,
                () -> 3,
                () -> acceptingPaused);
    }

    private Map<String, CompletableFuture<Void>> pulses() {
        return Map.of("loop", CompletableFuture.runAsync(() -> {}, loop));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return ask(endpoint, method, path);
    }

    private static HttpResponse<String> ask(MetricsEndpoint asked, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + asked.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String metrics() throws Exception {
        return ask("GET", "/metrics").body();
    }

    @Test
    void whatHappensIsCounted() throws Exception {
        crowd.arrive(2);
        crowd.adaLogsIn();

        assertThat(metrics().lines())
                .contains(
                        "postern_build_info{java=\"" + Runtime.version().feature() + "\",version=\"1.2.3\"} 1.0",
                        "postern_connections_accepted_total 3.0",
                        "postern_sessions{protocol=\"toy\",state=\"prelude\"} 2.0",
                        "postern_sessions{protocol=\"toy\",state=\"logged_in\"} 1.0",
                        "postern_logins_total{protocol=\"toy\"} 1.0",
                        "postern_login_duration_seconds_count{protocol=\"toy\"} 1",
                        "postern_token_verification_duration_seconds_count 1",
                        "postern_tokens_refused_total{reason=\"expired\"} 0.0",
                        "postern_backend_up{backend=\"old\",protocol=\"imap\"} 0.0",
                        "postern_backend_up{backend=\"new\",protocol=\"imap\"} 1.0",
                        "postern_certificate_expiry_timestamp_seconds{file=\"/etc/chain.pem\"} 2.0E9",
                        "postern_tls_handshakes_waiting 3.0",
                        "postern_connections_limit 10.0");
    }

    @Test
    void eachBackendInUseHasItsOwnTimesAndNoOtherHas() throws Exception {
        logins.record(Duration.ofSeconds(7).toNanos());
        backends.set(
                1, new ProxyStatus.Backend("new", "imap", "127.0.0.1:144", Optional.of(true), "", logins.picture()));

        assertThat(metrics().lines())
                .contains(
                        "postern_backend_login_duration_seconds_count{backend=\"old\",protocol=\"imap\"} 0",
                        "postern_backend_login_duration_seconds_count{backend=\"new\",protocol=\"imap\"} 1",
                        "postern_backend_login_duration_seconds_sum{backend=\"new\",protocol=\"imap\"} 7.0",
                        "postern_backend_login_duration_seconds_bucket{backend=\"new\",protocol=\"imap\",le=\"5.0\"} 0",
                        "postern_backend_login_duration_seconds_bucket{backend=\"new\",protocol=\"imap\",le=\"10.0\"} 1");

        backends.remove(0);
        Thread.sleep(1_100); // A scrape is as old as a second.
        assertThat(metrics()).doesNotContain("backend=\"old\"");
    }

    @Test
    void theFormatIsPrometheusOwnAndValuesAreEscaped() throws Exception {
        HttpResponse<String> answer = ask("GET", "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().lines())
                .allMatch(line -> line.startsWith("# HELP ")
                        || line.startsWith("# TYPE ")
                        || line.matches(
                                "[a-z_]+(\\{([a-z]+=\"([^\"\\\\\n]|\\\\[\"\\\\n])*\",?)*})? ([0-9.E+-]+|NaN|[+]Inf)"))
                .contains("postern_issuer_keys{issuer=\"https://idp.example.org/realms/\\\"quoted\\\"\\n"
                        + "and broken\"} 2.0");
    }

    @Test
    void everyMetricOfTheListIsExposedAndNoOther() throws Exception {
        crowd.adaLogsIn();
        List<String> exposed = metrics()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", 4)[2])
                .toList();

        assertThat(exposed)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Metric.values()).map(Metric::text).toList());
    }

    @Test
    void countersOnlyCountUpAndHistogramsAgreeWithThemselves() throws Exception {
        crowd.adaLogsIn();
        String text = metrics();

        double last = -1;
        for (String line : text.lines()
                .filter(line -> line.startsWith("postern_login_duration_seconds_bucket"))
                .toList()) {
            double value = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
            assertThat(value).isGreaterThanOrEqualTo(last);
            last = value;
        }
        assertThat(last).isEqualTo(1);
    }

    @Test
    void readyIsWhoeverHasABackendForEachProtocolAndKeysOfEachIssuer() throws Exception {
        assertThat(ask("GET", "/ready").body()).isEqualTo("ready\n");
        assertThat(ask("HEAD", "/ready").statusCode()).isEqualTo(200);

        backends.remove(1);
        keys = new KeyState("https://idp.example.org", 0, Optional.empty(), false, "answer 503");
        draining = true;
        acceptingPaused = true;

        HttpResponse<String> answer = ask("GET", "/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("""
            not ready
            draining: nobody more is let in
            accepting is paused: no file descriptor is left for another connection
            no backend for imap is up: old
            no usable keys of https://idp.example.org: answer 503
            """);
        assertThat(ask("GET", "/live").statusCode())
                .as("all that is no reason to restart")
                .isEqualTo(200);
    }

    @Test
    void notLiveIsWhoeverHasAThreadThatDoesNotAnswerAndItIsNamed() throws Exception {
        long[] now = {0};
        LoopPulse pulse = LoopPulse.byHand(this::pulses, () -> now[0]);
        pulse.feel();
        now[0] += Duration.ofSeconds(11).toNanos();

        try (MetricsEndpoint watched = MetricsEndpoint.open(
                new HttpAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null), vitals(), pulse)) {
            HttpResponse<String> answer = ask(watched, "GET", "/live");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("""
                    not live
                    loop carries mail or lets clients in, and has not answered for 10 s
                    """);
            loop.runAll();
            assertThat(ask(watched, "GET", "/live").body()).isEqualTo("live\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /metrics, 405", "DELETE, /ready, 405", "GET, /, 404", "GET, /metrics/x, 404"})
    void whatElseIsAskedForIsRefused(String method, String path, int status) throws Exception {
        assertThat(ask(method, path).statusCode()).isEqualTo(status);
    }

    @Test
    void aLoopThatDoesNotAnswerIsNoticed() {
        long[] now = {0};
        LoopPulse pulse = LoopPulse.byHand(this::pulses, () -> now[0]);

        pulse.feel();
        now[0] += Duration.ofMillis(30).toNanos();
        loop.runAll();
        assertThat(pulse.silent()).isEmpty();
        assertThat(pulse.delays().count()).isEqualTo(1);
        assertThat(pulse.delays().seconds()).isEqualTo(0.03);

        int before = loop.waiting();
        pulse.feel();
        now[0] += Duration.ofSeconds(11).toNanos();
        pulse.feel();
        assertThat(pulse.silent()).containsExactly("loop");
        assertThat(loop.waiting()).as("one task, however long it waits").isEqualTo(before + 1);
        loop.runAll();
        assertThat(pulse.silent()).isEmpty();
        pulse.close();
    }
}
