package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.address.Network;
import dev.postern.core.address.TrustedProxies;
import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.route.RouteTable;
import dev.postern.core.route.SentProxyHeader;
import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.testing.LogLines;
import dev.postern.core.tls.HelloBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener behind proxies: hazard 25, from the first byte to the session of the client that was forwarded. */
class ArrivalTest {
    private static final String PROXY = "10.1.2.3:50001";
    private static final String HEADER = "PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n";
    private static final String LOCAL = "\r\n\r\n\0\r\nQUIT\n \0\0\0";
    private static final String UNSPECIFIED = "\r\n\r\n\0\r\nQUIT\n!\0\0\0";

    private final LogLines log = new LogLines();
    private final Stage stage = new Stage();

    @BeforeEach
    void trust() {
        stage.proxies = Optional.of(
                new TrustedProxies(List.of(Network.parse("10.0.0.0/8").orElseThrow())));
    }

    @AfterEach
    void close() {
        log.close();
    }

    private SessionView only() {
        assertThat(stage.live.views()).hasSize(1);
        return stage.live.views().get(0);
    }

    @Test
    void nothing_is_said_before_the_header_and_then_the_client_is_the_one_forwarded() {
        FakeConnection proxy = stage.client(PROXY);
        assertThat(proxy.heard()).isEmpty();
        assertThat(stage.live.count()).isZero();
        assertThat(stage.live.awaitingHeader()).isEqualTo(1);
        assertThat(stage.admission.inside()).isEqualTo(1);
        proxy.says(HEADER);
        assertThat(stage.live.awaitingHeader()).isZero();
        assertThat(proxy.heard()).isNotEmpty();
        assertThat(only().client().remoteHost()).isEqualTo("203.0.113.7");
        assertThat(only().client().remotePort()).isEqualTo(40001);
        assertThat(only().client().localHost()).isEqualTo("198.51.100.1");
        assertThat(only().client().localPort()).isEqualTo(8443);
        assertThat(stage.admission.inside()).isEqualTo(1);
    }

    /** Who waits for the last to leave looks at both numbers at any moment, from a thread of his own. */
    @Test
    void who_arrives_is_counted_at_every_moment_at_the_door_or_inside() {
        List<Integer> seen = new ArrayList<>();
        FakeConnection proxy = stage.client(PROXY);
        proxy.witness = () -> seen.add(stage.live.awaitingHeader() + stage.live.count());
        proxy.says(HEADER.substring(0, 20));
        proxy.says(HEADER.substring(20));
        assertThat(seen).isNotEmpty().allMatch(count -> count > 0);
        assertThat(stage.live.awaitingHeader()).isZero();
        assertThat(stage.live.count()).isEqualTo(1);
    }

    @Test
    void header_and_first_words_may_come_in_any_pieces() {
        Random random = new Random(25);
        for (int run = 0; run < 200; run++) {
            FakeConnection proxy = stage.client(PROXY);
            String all = HEADER + "TOKEN cached\n";
            for (int at = 0; at < all.length(); ) {
                int end = Math.min(all.length(), at + 1 + random.nextInt(30));
                proxy.says(all.substring(at, end));
                at = end;
            }
            stage.backendConnects();
            stage.backend.says("GREETING\nYES\n");
            assertThat(only().who()).isNotNull();
            assertThat(only().client().remoteHost()).isEqualTo("203.0.113.7");
            proxy.isGone(ConnectionEnd.Kind.CLEAN);
            assertThat(stage.live.count()).isZero();
            assertThat(stage.admission.inside()).isZero();
        }
    }

    @Test
    void the_forwarded_address_goes_on_to_the_backend_and_into_the_log() {
        stage.forwarding = AddressForwarding.PROXY_V1;
        FakeConnection proxy = stage.client(PROXY);
        proxy.says(HEADER + "TOKEN cached\n");
        stage.backendConnects();
        assertThat(stage.backend.heard()).startsWith(HEADER);
        stage.backend.says("GREETING\nYES\n");
        assertThat(log.with("session="))
                .singleElement()
                .asString()
                .startsWith("login ")
                .contains("client=203.0.113.7:40001");
    }

    @Test
    void implicit_tls_begins_with_the_byte_behind_the_header() {
        stage.listenerTls = ListenerTlsMode.IMPLICIT;
        FakeConnection proxy = stage.client(PROXY);
        proxy.says(HEADER.substring(0, 20));
        assertThat(proxy.tlsStarted).isFalse();
        proxy.says(HEADER.substring(20) + "\u0016\u0003\u0001");
        assertThat(proxy.tlsStarted).isTrue();
        assertThat(proxy.tlsRead).isEqualTo("\u0016\u0003\u0001");
    }

    @Test
    void routes_are_chosen_by_the_hello_behind_the_header() {
        Upstream web = new Upstream("127.0.0.1", 4443, SentProxyHeader.V1, Duration.ofHours(1));
        RouteTable.Claim<Route> claim =
                new RouteTable.Claim<>(new Route.Passthrough("web", web), Set.of(), Set.of(), true);
        FakeConnection proxy =
                stage.client(new RouteTable<>(List.of(claim), UnknownName.DEFAULT), PlainHttpMode.CLOSE, PROXY);
        String hello = new String(new HelloBytes().serverName("www.example.org").record(), StandardCharsets.ISO_8859_1);
        proxy.says(HEADER + hello);
        stage.backendConnects();
        assertThat(stage.backend.heard()).isEqualTo(HEADER + hello);
    }

    @ParameterizedTest
    @ValueSource(strings = {LOCAL, UNSPECIFIED, "PROXY UNKNOWN\r\n"})
    void without_a_forwarded_address_the_proxys_own_counts(String header) {
        FakeConnection proxy = stage.client(PROXY);
        proxy.says(header);
        assertThat(proxy.heard()).isNotEmpty();
        assertThat(only().client().remoteHost()).isEqualTo("10.1.2.3");
    }

    @Test
    void whoever_is_not_trusted_is_refused_at_once_whatever_it_says_and_counted_in_the_log() {
        FakeConnection stranger = stage.client("203.0.113.66:1");
        assertThat(stranger.aborted).isTrue();
        assertThat(stranger.heard()).isEmpty();
        stranger.says(HEADER);
        assertThat(stage.live.count()).isZero();
        assertThat(stage.admission.inside()).isZero();
        assertThat(log.with("reason=untrusted_proxy"))
                .singleElement()
                .asString()
                .startsWith("connection refused ")
                .contains("listener=door", "client=203.0.113.66", "count=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN cached\n", // no header at all
                "\u0016\u0003\u0001",
                "PROXY TCP4 203.0.113.7 198.51.100.1 40001\r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\n",
                "\r\n\r\n\0\r\nQUIT\n!\u0012\0\0"
            })
    void a_header_that_cannot_be_read_lets_nobody_in(String words) {
        FakeConnection proxy = stage.client(PROXY);
        proxy.says(words);
        assertThat(proxy.aborted).isTrue();
        assertThat(proxy.heard()).isEmpty();
        assertThat(stage.live.count()).isZero();
        assertThat(stage.admission.inside()).isZero();
        assertThat(stage.loop.runningTimers()).isZero();
        assertThat(log.with("reason=proxy_header_m")).hasSize(1);
        proxy.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(stage.admission.inside()).isZero();
    }

    /** A second header is the client's own word: it changes nothing. */
    @Test
    void only_the_first_header_is_the_proxys() {
        FakeConnection proxy = stage.client(PROXY);
        proxy.says(HEADER + "PROXY TCP4 192.0.2.99 198.51.100.1 40001 8443\r\n");
        assertThat(only().client().remoteHost()).isEqualTo("203.0.113.7");
    }

    @Test
    void header_and_handshake_have_one_deadline() {
        stage.listenerTls = ListenerTlsMode.IMPLICIT;
        FakeConnection silent = stage.client(PROXY);
        FakeConnection slow = stage.client(PROXY);
        Duration most = Deadlines.STANDARD.handshake();
        slow.says(HEADER.substring(0, 5));
        stage.loop.pass(most.minusSeconds(1));
        slow.says(HEADER.substring(5));
        assertThat(silent.aborted).isFalse();
        stage.loop.pass(Duration.ofSeconds(1));
        assertThat(silent.aborted).isTrue();
        assertThat(slow.aborted).isTrue();
        assertThat(log.with("reason=handshake_timeout")).hasSize(1);
        slow.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(stage.admission.inside()).isZero();
    }

    @Test
    void where_tls_is_for_later_the_deadline_ends_with_the_header() {
        FakeConnection proxy = stage.client(PROXY);
        proxy.says(HEADER);
        stage.loop.pass(Deadlines.STANDARD.handshake().plusSeconds(1));
        assertThat(proxy.aborted).isFalse();
    }

    @Test
    void limits_of_an_address_are_those_of_the_client_not_of_the_proxy() {
        for (int i = 0; i < 3; i++) {
            FakeConnection proxy = stage.client(PROXY);
            proxy.says(HEADER.replace(".7 ", "." + (10 + i) + " "));
            assertThat(proxy.closed).isFalse();
        }
        FakeConnection fourth = stage.client(PROXY);
        assertThat(fourth.closed).isTrue();
        assertThat(log.with("reason=too_many_connections")).hasSize(1);
    }

    @Test
    void too_many_of_one_client_are_told_so_in_plaintext() {
        stage.client(PROXY).says(HEADER);
        stage.client(PROXY).says(HEADER);
        FakeConnection third = stage.client(PROXY);
        third.says(HEADER);
        assertThat(third.heard()).isNotEmpty();
        assertThat(third.closed).isTrue();
        assertThat(stage.admission.inside()).isEqualTo(2);
        assertThat(log.with("reason=too_many_from_address"))
                .singleElement()
                .asString()
                .contains("client=203.0.113.7");
        assertThat(stage.loop.runningTimers()).isEqualTo(2);
    }

    /** How a balancer looks whether a port is open. */
    @Test
    void a_proxy_that_leaves_without_a_word_leaves_nothing_behind() {
        FakeConnection proxy = stage.client(PROXY);
        proxy.endsInput();
        assertThat(proxy.closed).isTrue();
        proxy.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(stage.admission.inside()).isZero();
        assertThat(stage.loop.runningTimers()).isZero();
        assertThat(log.with("connection refused")).isEmpty();
    }
}
