package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.route.RouteTable;
import dev.postern.core.route.SentProxyHeader;
import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.testing.LogLines;
import dev.postern.core.tls.HelloBytes;
import dev.postern.core.tls.TlsEngines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that several protocols share, up to the route that a client takes. */
class SharedPortTest {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final TlsEngines MAIL_ENGINES = () -> {
        throw new IllegalStateException("a fake connection makes no engine");
    };
    private static final TlsEngines PAGES_ENGINES = () -> {
        throw new IllegalStateException("a fake connection makes no engine, and not this one");
    };

    private final LogLines log = new LogLines();
    private final Stage stage = new Stage();
    private SentProxyHeader proxyHeader = SentProxyHeader.NONE;
    private UnknownName unknownName = UnknownName.DEFAULT;
    private PlainHttpMode plainHttp = PlainHttpMode.ANSWER;

    @AfterEach
    void close() {
        log.close();
    }

    private FakeConnection client() {
        Upstream web = new Upstream("127.0.0.1", 4443, proxyHeader, IDLE);
        Entrance.Mail mail = new Entrance.Mail(stage.mail(), ListenerTlsMode.IMPLICIT, MAIL_ENGINES);
        return stage.client(
                new RouteTable<>(
                        List.of(
                                claim(new Route.Mail("mail", mail), "mail.example.org", "toy", false),
                                claim(new Route.Passthrough("web", web), "www.example.org", "h2", true),
                                claim(new Route.Relay("pages", web, PAGES_ENGINES), "pages.example.org", "p", false)),
                        unknownName),
                plainHttp);
    }

    private static RouteTable.Claim<Route> claim(Route route, String name, String alpn, boolean byDefault) {
        return new RouteTable.Claim<>(route, Set.of(name), Set.of(alpn), byDefault);
    }

    private static String hello(String serverName) {
        return text(new HelloBytes().serverName(serverName).record());
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_mail_route_does_its_handshake_with_every_byte_and_begins_its_dialogue() {
        FakeConnection client = client();
        client.says(hello("mail.example.org") + "more");
        assertThat(client.tlsEngines).isSameAs(MAIL_ENGINES);
        assertThat(client.tlsRead).isEqualTo(hello("mail.example.org") + "more");
        client.finishesTls();
        assertThat(client.heard()).isNotEmpty();
        assertThat(stage.live.views().get(0).protocol()).isEqualTo("toy");
        assertThat(stage.connects).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void a_hello_may_come_in_any_pieces_and_nothing_is_said_before_it_is_whole(int piece) {
        FakeConnection client = client();
        String hello = hello("mail.example.org");
        for (int at = 0; at < hello.length(); at += piece) {
            assertThat(client.tlsStarted).isFalse();
            client.says(hello.substring(at, Math.min(hello.length(), at + piece)));
        }
        assertThat(client.tlsRead).isEqualTo(hello);
        assertThat(client.heard()).isEmpty();
    }

    @Test
    void a_passthrough_gets_the_hello_first_and_then_everything() {
        FakeConnection client = client();
        client.says(hello("www.example.org"));
        assertThat(client.paused).isTrue();
        stage.backendConnects();
        assertThat(client.paused).isFalse();
        client.says("more");
        stage.backend.says("answer");
        assertThat(stage.backend.heard()).isEqualTo(hello("www.example.org") + "more");
        assertThat(client.heard()).isEqualTo("answer");
        assertThat(client.tlsEngines).isNull();
        SessionView view = stage.live.views().get(0);
        assertThat(view.protocol()).isEqualTo("passthrough");
        assertThat(view.backend()).isEqualTo("127.0.0.1:4443");
        assertThat(view.bytesOut()).isEqualTo(6);
    }

    @Test
    void a_proxy_header_goes_before_the_hello() {
        proxyHeader = SentProxyHeader.V1;
        FakeConnection client = client();
        client.says(hello("www.example.org"));
        stage.backendConnects();
        assertThat(stage.backend.heard())
                .isEqualTo("PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n" + hello("www.example.org"));
    }

    @Test
    void a_relay_gets_what_was_inside_tls() {
        FakeConnection client = client();
        client.says(hello("pages.example.org"));
        assertThat(client.tlsEngines).isSameAs(PAGES_ENGINES);
        assertThat(stage.connects).isZero();
        client.finishesTls();
        assertThat(client.paused).isTrue();
        stage.backendConnects();
        client.says("GET / HTTP/1.1\r\n");
        assertThat(stage.backend.heard()).isEqualTo("GET / HTTP/1.1\r\n");
    }

    @Test
    void a_dead_upstream_closes_at_once_and_leaves_one_line() {
        FakeConnection client = client();
        client.says(hello("www.example.org"));
        stage.backendRefuses();
        assertThat(client.closed).isTrue();
        client.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(log.with("session="))
                .singleElement()
                .asString()
                .startsWith("upstream not reached ")
                .contains("protocol=passthrough listener=door route=web server-name=www.example.org")
                .contains("reason=upstream_unreachable", "127.0.0.1:4443: unreachable: connection refused");
        assertThat(stage.loop.runningTimers()).isZero();
        assertThat(stage.admission.inside()).isZero();
    }

    @Test
    void a_client_that_leaves_while_the_upstream_is_sought_calls_it_off() {
        FakeConnection client = client();
        client.says(hello("www.example.org"));
        client.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(stage.connectCancelled).isTrue();
        assertThat(stage.live.count()).isZero();
    }

    @Test
    void an_unknown_name_is_refused_with_an_alert_and_named_safely() {
        unknownName = UnknownName.REFUSE;
        FakeConnection client = client();
        client.says(hello("evil\"name=x.example.com"));
        assertThat(client.heard()).isEqualTo(text(HelloBytes.hex("15030300020270")));
        assertThat(client.closed).isTrue();
        client.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(log.with("session="))
                .singleElement()
                .asString()
                .startsWith("connection refused ")
                .contains("server-name=\"evil\\\"name=x.example.com\"", "reason=unknown_name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1603010000", // an empty record
                "160301000401ffffff", // a message of 16 MiB
                "160301000402000000" // another message
            })
    void what_is_no_hello_is_answered_by_an_alert(String hex) {
        FakeConnection client = client();
        client.says(text(HelloBytes.hex(hex)));
        assertThat(client.heard()).isEqualTo(text(HelloBytes.hex("15030300020232")));
        assertThat(client.closed).isTrue();
    }

    @Test
    void plain_http_is_answered_byte_by_byte_too() {
        FakeConnection client = client();
        for (char c : "GET".toCharArray()) {
            client.says(String.valueOf(c));
            assertThat(client.closed).isFalse();
        }
        client.says(" / HTTP/1.1\r\n");
        assertThat(client.heard()).startsWith("HTTP/1.1 400 ");
        assertThat(client.closed).isTrue();
    }

    @Test
    void plain_http_is_closed_upon_without_a_word_where_that_is_asked_for() {
        plainHttp = PlainHttpMode.CLOSE;
        FakeConnection client = client();
        client.says("G");
        assertThat(client.heard()).isEmpty();
        assertThat(client.closed).isTrue();
    }

    /** hazard 3 */
    @ParameterizedTest
    @ValueSource(strings = {"EHLO me\r\n", "a1 LOGIN x y\r\n", "SSH-2.0-x\r\n", "\u0080.\u0001\u0003\u0001"})
    void another_protocol_is_closed_upon_without_a_word(String words) {
        FakeConnection client = client();
        client.says(words);
        assertThat(client.heard()).isEmpty();
        assertThat(client.closed).isTrue();
    }

    @Test
    void hello_and_handshake_have_one_deadline() {
        FakeConnection silent = client();
        FakeConnection slow = client();
        Duration most = Deadlines.STANDARD.handshake();
        stage.loop.pass(most.minusSeconds(1));
        slow.says(hello("mail.example.org"));
        assertThat(silent.aborted).isFalse();
        stage.loop.pass(Duration.ofSeconds(1));
        assertThat(silent.aborted).isTrue();
        assertThat(slow.aborted).isTrue();
    }

    @Test
    void the_deadline_ends_with_the_choice_of_a_passthrough() {
        FakeConnection client = client();
        client.says(hello("www.example.org"));
        stage.backendConnects();
        stage.loop.pass(Deadlines.STANDARD.handshake().multipliedBy(3));
        assertThat(client.aborted).isFalse();
        assertThat(client.closed).isFalse();
    }

    @Test
    void everybody_is_counted_from_the_first_moment_to_the_last() {
        FakeConnection client = client();
        assertThat(stage.live.count()).isEqualTo(1);
        assertThat(stage.admission.inside()).isEqualTo(1);
        client.endsInput();
        assertThat(client.closed).isTrue();
        client.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(stage.live.count()).isZero();
        assertThat(stage.admission.inside()).isZero();
        assertThat(stage.loop.runningTimers()).isZero();
    }

    /** hazard 25: whoever sends one where none is expected is not believed, but counted. */
    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 192.0.2.9 198.51.100.1 1 2\r\n", "\r\n\r\n\0\r\nQUIT\n!\0\0\0"})
    void a_proxy_header_that_nobody_asked_for_changes_nothing_and_is_counted(String header) {
        FakeConnection client = client();
        client.says(header + hello("mail.example.org"));
        assertThat(client.heard()).isEmpty();
        assertThat(client.closed).isTrue();
        assertThat(stage.live.views().get(0).client().remoteHost()).isEqualTo("203.0.113.7");
        assertThat(log.with("forged claim ignored")).hasSize(1);
        assertThat(stage.live.counts().forgeries()).isEqualTo(1);
    }
}
