package dev.postern.core.backend;

import java.time.Duration;

/**
 * How closely a backend is watched.
 *
 * @param interval between probes while it answers
 * @param retry between probes while it is down
 * @param failures so many in a row make it down, at least 1
 */
public record HealthSettings(Duration interval, Duration retry, int failures) {
    public static final HealthSettings STANDARD = new HealthSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), 3);

    /** Never down: for a backend that nobody probes. */
    public static final HealthSettings UNHEEDED =
            new HealthSettings(STANDARD.interval(), STANDARD.retry(), Integer.MAX_VALUE);

    public HealthSettings {
        if (interval.isNegative() || interval.isZero() || retry.isNegative() || retry.isZero() || failures < 1) {
            throw new IllegalArgumentException("times above zero, and at least one failure");
        }
    }
}
