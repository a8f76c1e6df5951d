package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestGrant;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Standing;
import dev.postern.core.token.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session ends when the right ends by which it is in. */
class RightWatchTest {
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Stage stage = new Stage();

    private FakeConnection lasting(@Nullable Duration life, @Nullable Duration askEvery) {
        stage.tenure = new Tenure(life == null ? null : Instant.now().plus(life), askEvery);
        return stage.relayingClient();
    }

    private void answer(Standing standing) {
        Objects.requireNonNull(stage.askedAgain.poll()).accept(standing);
        stage.loop.runTasks();
    }

    @Test
    void a_session_lasts_as_long_as_its_right_and_hears_why_it_ends() {
        FakeConnection client = lasting(Duration.ofHours(2), null);
        pass(Duration.ofHours(2).minusSeconds(5), client);
        assertThat(client.closed).isFalse();
        stage.loop.pass(Duration.ofSeconds(10));
        assertThat(client.heard()).isEqualTo("BYE TOKEN_EXPIRED\n");
        assertThat(client.closed).isTrue();
        assertThat(stage.backend.closed).isTrue();
    }

    /** Time passes, and the client keeps busy meanwhile. */
    private void pass(Duration time, FakeConnection client) {
        Duration step = Duration.ofMinutes(10);
        Duration left = time;
        for (; left.compareTo(step) > 0; left = left.minus(step)) {
            stage.loop.pass(step);
            client.says("NOOP\n");
        }
        stage.loop.pass(left);
    }

    @Test
    void a_right_of_days_or_centuries_is_counted_in_days() {
        FakeConnection client = lasting(Duration.ofDays(2), null);
        pass(Duration.ofDays(2).minusMinutes(1), client);
        assertThat(client.closed).isFalse();
        stage.loop.pass(Duration.ofMinutes(2));
        assertThat(client.closed).isTrue();

        lasting(Duration.ofDays(365 * 7000), null);
        assertThat(stage.live.count()).isEqualTo(2);
    }

    @Test
    void a_right_that_is_over_already_ends_the_session_at_once() {
        FakeConnection client = lasting(Duration.ofSeconds(-10), null);
        stage.loop.pass(Duration.ZERO);
        assertThat(client.closed).isTrue();
    }

    @Test
    void a_session_in_which_something_is_in_flight_ends_behind_it_or_at_the_deadline() {
        FakeConnection client = lasting(Duration.ofMinutes(1), null);
        stage.protocol.quiet = false;
        stage.loop.pass(Duration.ofMinutes(1));
        stage.backend.says("HALF");
        assertThat(client.heard()).isEqualTo("HALF");
        assertThat(client.closed).isFalse();
        stage.loop.pass(Deadlines.STANDARD.farewell());
        assertThat(client.heard()).isEmpty();
        assertThat(client.closed).isTrue();
    }

    @Test
    void the_provider_is_asked_within_each_interval_and_its_yes_changes_nothing() {
        FakeConnection client = lasting(null, EVERY);
        for (int i = 0; i < 3; i++) {
            stage.loop.pass(EVERY);
            assertThat(stage.askedAgain).hasSize(1);
            answer(Standing.GOOD);
        }
        assertThat(client.closed).isFalse();
    }

    @Test
    void the_providers_no_ends_the_session() {
        FakeConnection client = lasting(null, EVERY);
        stage.loop.pass(EVERY);
        answer(Standing.WITHDRAWN);
        assertThat(client.heard()).isEqualTo("BYE TOKEN_WITHDRAWN\n");
        assertThat(client.closed).isTrue();
    }

    @Test
    void a_provider_that_does_not_answer_is_asked_sooner_and_ends_nothing() {
        FakeConnection client = lasting(null, EVERY);
        stage.loop.pass(EVERY);
        answer(Standing.UNKNOWN);
        stage.loop.pass(EVERY.dividedBy(4));
        assertThat(stage.askedAgain).hasSize(1);
        assertThat(client.closed).isFalse();
    }

    @Test
    void an_answer_to_a_session_that_is_gone_finds_nobody() {
        FakeConnection client = lasting(null, EVERY);
        stage.loop.pass(EVERY);
        client.isGone(ConnectionEnd.Kind.ABRUPT);
        answer(Standing.GOOD);
        assertThat(stage.loop.runningTimers()).isZero();
    }

    @Test
    void nobody_is_asked_about_a_session_that_just_lasts() {
        lasting(Duration.ofDays(1), null);
        stage.loop.pass(Duration.ofMinutes(20));
        assertThat(stage.askedAgain).isEmpty();
    }

    @Test
    void a_logout_ends_the_sessions_that_it_means_and_no_others() {
        FakeConnection client = lasting(null, null);
        Grant ada = TestGrant.of("ada");
        assertThat(stage.live.endGranted(grant -> grant.sessionId().equals("another"), CloseReason.LOGGED_OUT))
                .isZero();
        assertThat(stage.live.endGranted(ada::equals, CloseReason.LOGGED_OUT)).isEqualTo(1);
        stage.loop.runTasks();
        assertThat(client.heard()).isEqualTo("BYE LOGGED_OUT\n");
        assertThat(client.closed).isTrue();
    }

    @Test
    void a_client_that_has_not_logged_in_has_no_right_that_could_end() {
        FakeConnection client = stage.client();
        assertThat(stage.live.endGranted(grant -> true, CloseReason.LOGGED_OUT)).isZero();
        assertThat(client.closed).isFalse();
    }

    @Test
    void a_logout_that_comes_while_we_log_in_at_the_backend_is_not_lost() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.withdrawn = true;
        client.heard();
        stage.backend.says("GREETING\nYES\n");
        assertThat(client.heard()).endsWith("BYE LOGGED_OUT\n");
        assertThat(client.closed).isTrue();
    }
}
