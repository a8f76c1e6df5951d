package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayPhaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(31);

    private final Stage stage = new Stage();

    @Test
    void bytes_pass_both_ways_and_are_counted() {
        FakeConnection client = stage.relayingClient();
        client.says("SELECT\n");
        stage.backend.says("SELECTED\n");
        assertThat(stage.backend.heard()).isEqualTo("SELECT\n");
        assertThat(client.heard()).isEqualTo("SELECTED\n");
        SessionView view = stage.live.views().get(0);
        assertThat(view.bytesIn()).isEqualTo(7);
        assertThat(view.bytesOut()).isEqualTo(9);
        assertThat(view.backend()).isEqualTo("legacy");
    }

    /** hazard 11 */
    @Test
    void a_side_that_does_not_take_its_bytes_stops_the_other_until_it_does() {
        FakeConnection client = stage.relayingClient();
        client.stuck = true;
        stage.backend.says("BODY");
        assertThat(stage.backend.paused).isTrue();
        assertThat(client.paused).isFalse();
        client.takesAgain();
        assertThat(stage.backend.paused).isFalse();

        stage.backend.stuck = true;
        client.says("BODY");
        assertThat(client.paused).isTrue();
        assertThat(stage.backend.paused).isFalse();
        stage.backend.takesAgain();
        assertThat(client.paused).isFalse();
    }

    @Test
    void a_client_that_ends_its_direction_still_hears_the_rest() {
        FakeConnection client = stage.relayingClient();
        client.endsInput();
        assertThat(stage.backend.outputClosed).isTrue();
        stage.backend.says("LAST WORDS\n");
        stage.backend.endsInput();
        assertThat(client.heard()).isEqualTo("LAST WORDS\n");
        assertThat(client.closed).isTrue();
        assertThat(stage.backend.closed).isTrue();
    }

    @Test
    void a_backend_that_closes_in_order_closes_the_client_in_order() {
        FakeConnection client = stage.relayingClient();
        stage.backend.says("BYE\n");
        stage.backend.endsInput();
        assertThat(client.heard()).isEqualTo("BYE\n");
        assertThat(client.closed).isTrue();
        assertThat(client.aborted).isFalse();
    }

    @Test
    void a_backend_that_breaks_breaks_the_client_but_not_before_its_bytes_are_out() {
        FakeConnection client = stage.relayingClient();
        client.stuck = true;
        stage.backend.says("HALF A BODY");
        stage.backend.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(client.aborted).isFalse();
        client.takesAgain();
        assertThat(client.aborted).isTrue();
    }

    @Test
    void a_broken_backend_does_not_wait_for_a_stuck_client_for_ever() {
        FakeConnection client = stage.relayingClient();
        client.stuck = true;
        stage.backend.says("HALF A BODY");
        stage.backend.isGone(ConnectionEnd.Kind.ABRUPT);
        stage.loop.pass(PATIENCE);
        assertThat(client.aborted).isTrue();
    }

    @Test
    void a_client_that_vanishes_ends_the_backend_behind_what_was_received() {
        FakeConnection client = stage.relayingClient();
        client.says("APPENDED\n");
        client.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(stage.backend.heard()).isEqualTo("APPENDED\n");
        assertThat(stage.backend.closed).isTrue();
        assertThat(stage.live.count()).isZero();
        assertThat(stage.loop.runningTimers()).isZero();
    }

    @Test
    void an_idle_session_is_told_and_closed_and_a_busy_one_is_not() {
        FakeConnection client = stage.relayingClient();
        Duration most = Deadlines.STANDARD.idle();
        for (int i = 0; i < 4; i++) {
            stage.loop.pass(most.dividedBy(2));
            client.says("NOOP\n");
        }
        assertThat(client.closed).isFalse();
        stage.loop.pass(most.plus(most.dividedBy(4)));
        assertThat(client.heard()).isEqualTo("BYE IDLE_TIMEOUT\n");
        assertThat(client.closed).isTrue();
        assertThat(stage.backend.closed).isTrue();
    }

    @Test
    void a_half_closed_session_that_nothing_happens_in_does_not_last() {
        FakeConnection client = stage.relayingClient();
        client.endsInput();
        stage.loop.pass(PATIENCE);
        assertThat(client.closed).isTrue();
    }

    @Test
    void an_ended_session_hears_so_at_the_next_quiet_moment() {
        FakeConnection client = stage.relayingClient();
        stage.protocol.quiet = false;
        stage.live.endAll(CloseReason.TOKEN_EXPIRED);
        stage.loop.runTasks();
        stage.backend.says("HALF");
        assertThat(client.closed).isFalse();
        stage.protocol.quiet = true;
        stage.backend.says(" AND HALF\n");
        assertThat(client.heard()).isEqualTo("HALF AND HALF\nBYE TOKEN_EXPIRED\n");
        assertThat(client.closed).isTrue();
        assertThat(stage.backend.closed).isTrue();
    }

    @Test
    void an_ended_session_without_a_quiet_moment_is_cut_without_a_word() {
        FakeConnection client = stage.relayingClient();
        stage.protocol.quiet = false;
        stage.live.endAll(CloseReason.TOKEN_EXPIRED);
        stage.loop.runTasks();
        stage.loop.pass(PATIENCE);
        assertThat(client.heard()).isEmpty();
        assertThat(client.closed).isTrue();
    }

    @Test
    void a_session_is_seen_to_end_from_the_order_until_its_connection_is_gone() {
        FakeConnection client = stage.relayingClient();
        assertThat(stage.live.views().get(0).ending()).isNull();
        stage.protocol.quiet = false;
        stage.live.endAll(CloseReason.ENDED_BY_ADMINISTRATOR);
        stage.loop.runTasks();
        assertThat(stage.live.views().get(0).ending()).isEqualTo(CloseReason.ENDED_BY_ADMINISTRATOR);
        assertThat(stage.live.census().values())
                .singleElement()
                .extracting(LiveSessions.Census::ending)
                .isEqualTo(1L);
        stage.loop.pass(PATIENCE);
        assertThat(client.closed).isTrue();
        assertThat(stage.live.views().get(0).ending()).isEqualTo(CloseReason.ENDED_BY_ADMINISTRATOR);
        client.isGone(ConnectionEnd.Kind.BY_US);
        assertThat(stage.live.views()).isEmpty();
    }
}
