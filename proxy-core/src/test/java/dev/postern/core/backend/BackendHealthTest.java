package dev.postern.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.LogLines;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackendHealthTest {
    private static final HealthSettings SETTINGS = new HealthSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), 3);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int doubts;
    private final BackendHealth health = new BackendHealth("new", "imap", SETTINGS, () -> now);

    private void fail(BackendFailure why) {
        health.failed(why, "connecting to backend", "Connection refused");
        now = now.plusSeconds(1);
    }

    @Test
    void it_is_down_after_three_failures_in_a_row_and_up_after_one_success() {
        try (LogLines log = new LogLines()) {
            fail(BackendFailure.UNREACHABLE);
            fail(BackendFailure.TIMED_OUT);
            assertThat(health.up()).isTrue();
            health.succeeded();
            fail(BackendFailure.UNREACHABLE);
            fail(BackendFailure.UNREACHABLE);
            assertThat(health.up()).isTrue();
            fail(BackendFailure.UNTRUSTED);
            fail(BackendFailure.UNREACHABLE);
            assertThat(health.up()).isFalse();
            assertThat(log.with("backend is down"))
                    .containsExactly("backend is down protocol=imap backend=new doing=\"connecting to backend\" "
                            + "reason=untrusted detail=\"Connection refused\" since=2026-01-01T00:00:02Z");
            health.succeeded();
            health.succeeded();
            assertThat(health.up()).isTrue();
            assertThat(log.with("backend is up again"))
                    .containsExactly(
                            "backend is up again protocol=imap backend=new since=2026-01-01T00:00:02Z seconds=4");
        }
    }

    /** Whoever has a bad password for the backend, or a mailbox that does not exist, must not shut others out. */
    @ParameterizedTest
    @EnumSource(
            value = BackendFailure.class,
            names = {"MASTER_REFUSED", "MAILBOX_REFUSED", "DOWN", "UNPLACED"})
    void what_concerns_a_login_does_not_count(BackendFailure why) {
        health.onDoubt(() -> doubts++);
        for (int i = 0; i < 10; i++) {
            fail(why);
        }
        assertThat(health.up()).isTrue();
        assertThat(doubts).isZero();
    }

    @Test
    void it_is_probed_seldom_while_up_soon_after_a_failure_and_often_while_down() {
        assertThat(health.untilNextProbe()).isEqualTo(Duration.ofSeconds(30));
        fail(BackendFailure.UNREACHABLE);
        assertThat(health.untilNextProbe()).isEqualTo(Duration.ofSeconds(1));
        fail(BackendFailure.UNREACHABLE);
        fail(BackendFailure.UNREACHABLE);
        assertThat(health.untilNextProbe()).isEqualTo(Duration.ofSeconds(5));
        assertThat(health.afterDoubt()).isEqualTo(Duration.ofSeconds(5));
        health.succeeded();
        assertThat(health.untilNextProbe()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void one_failure_is_enough_where_one_is_configured() {
        BackendHealth nervous = new BackendHealth(
                "new", "imap", new HealthSettings(Duration.ofSeconds(30), Duration.ofMillis(200), 1), () -> now);
        nervous.failed(BackendFailure.UNAVAILABLE, "awaiting greeting", "full");
        assertThat(nervous.up()).isFalse();
        nervous.succeeded();
        assertThat(nervous.up()).isTrue();
        assertThat(nervous.afterDoubt()).isEqualTo(Duration.ofMillis(200));
    }
}
