package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.route.RouteTable;
import dev.postern.core.route.SentProxyHeader;
import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.testing.LogLines;
import dev.postern.core.tls.HelloBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that pass unread, and the ways in which that ends. */
@SuppressWarnings("NullAway.Init")
class TransitPhaseTest {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration HALF_CLOSED = Duration.ofMinutes(2);

    private final LogLines log = new LogLines();
    private final Stage stage = new Stage();
    private FakeConnection client;
    private FakeConnection upstream;

    @BeforeEach
    void pass() {
        Route web = new Route.Passthrough("web", new Upstream("127.0.0.1", 4443, SentProxyHeader.NONE, IDLE));
        client = stage.client(
                new RouteTable<>(List.of(new RouteTable.Claim<>(web, Set.of(), Set.of(), true)), UnknownName.DEFAULT),
                PlainHttpMode.CLOSE);
        client.says(new String(new HelloBytes().record(), StandardCharsets.ISO_8859_1));
        upstream = stage.backend;
        stage.backendConnects();
        upstream.heard();
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** hazard 11 */
    @Test
    void a_side_that_does_not_take_its_bytes_stops_the_other_until_it_does() {
        client.stuck = true;
        upstream.says("download");
        assertThat(upstream.paused).isTrue();
        assertThat(client.paused).isFalse();
        client.takesAgain();
        assertThat(upstream.paused).isFalse();

        upstream.stuck = true;
        client.says("upload");
        assertThat(client.paused).isTrue();
        assertThat(upstream.paused).isFalse();
        upstream.takesAgain();
        assertThat(client.paused).isFalse();
    }

    @Test
    void an_end_of_one_direction_is_passed_on_and_the_other_goes_on() {
        client.endsInput();
        assertThat(upstream.outputClosed).isTrue();
        upstream.says("still something to say");
        assertThat(client.heard()).isEqualTo("still something to say");
        assertThat(client.closed).isFalse();
        upstream.endsInput();
        assertThat(client.outputClosed).isTrue();
    }

    @Test
    void an_upstream_that_has_said_all_still_hears() {
        upstream.endsInput();
        assertThat(client.outputClosed).isTrue();
        client.says("still something to say");
        assertThat(upstream.heard()).isEqualTo("still something to say");
        assertThat(client.closed).isFalse();
        client.endsInput();
        client.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(log.with("closed ")).singleElement().asString().contains("reason=backend_closed bytes-in=");
    }

    @Test
    void a_slow_visitor_fetches_the_rest_after_both_ends() {
        client.stuck = true;
        upstream.says("last words");
        client.endsInput();
        upstream.endsInput();
        upstream.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(client.closed).isFalse();
        assertThat(client.aborted).isFalse();
        assertThat(client.reset).isFalse();
    }

    @Test
    void a_reset_is_passed_on_as_a_reset() {
        client.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(upstream.reset).isTrue();
        assertThat(log.with("closed ")).singleElement().asString().contains("reason=client_lost");
        assertThat(stage.loop.runningTimers()).isZero();
    }

    @Test
    void an_orderly_end_is_not() {
        client.endsInput();
        upstream.endsInput();
        client.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(upstream.reset).isFalse();
        assertThat(upstream.closed).isTrue();
        assertThat(log.with("closed "))
                .singleElement()
                .asString()
                .contains(
                        "protocol=passthrough listener=door route=web client=203.0.113.7:40001 backend=127.0.0.1:4443")
                .contains("reason=client_closed");
    }

    @Test
    void an_upstreams_reset_comes_behind_what_came_before_it() {
        client.stuck = true;
        upstream.says("half of it");
        upstream.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(client.reset).isFalse();
        client.takesAgain();
        assertThat(client.reset).isTrue();
    }

    @Test
    void an_upstreams_reset_does_not_wait_for_a_stuck_visitor_for_ever() {
        client.stuck = true;
        upstream.says("half of it");
        upstream.isGone(ConnectionEnd.Kind.ABRUPT);
        stage.loop.pass(Duration.ofSeconds(31));
        assertThat(client.reset).isTrue();
    }

    @Test
    void nothing_for_a_while_is_an_end_and_a_websockets_ping_is_not_nothing() {
        for (int i = 0; i < 6; i++) {
            stage.loop.pass(IDLE.dividedBy(2));
            upstream.says("ping");
        }
        assertThat(client.closed).isFalse();
        stage.loop.pass(IDLE.plus(IDLE.dividedBy(4)));
        assertThat(client.closed).isTrue();
        assertThat(upstream.closed).isTrue();
        client.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(log.with("closed ")).singleElement().asString().contains("reason=idle_timeout");
    }

    @Test
    void half_closed_it_may_be_silent_for_a_shorter_while() {
        client.endsInput();
        stage.loop.pass(HALF_CLOSED.minusSeconds(40));
        upstream.says("download");
        stage.loop.pass(HALF_CLOSED.minusSeconds(40));
        assertThat(client.closed).isFalse();
        stage.loop.pass(HALF_CLOSED);
        assertThat(client.closed).isTrue();
    }

    @Test
    void our_own_end_closes_both_sides_in_order() {
        stage.live.endAll(CloseReason.SHUTDOWN);
        stage.loop.runTasks();
        assertThat(client.closed).isTrue();
        assertThat(upstream.closed).isTrue();
        client.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(log.with("closed ")).singleElement().asString().contains("reason=shutdown");
    }
}
