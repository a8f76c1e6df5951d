package dev.postern.core.token.verification;

import dev.postern.core.token.Tenure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a session may outlive its token.
 *
 * <p>No provider knows anything of a token that has expired. So a session whose provider is asked again and again ends
 * at most one interval after its token, whatever the grace: else somebody who was shut out would stay for that long.
 */
record TenureRule(SessionSettings settings, Duration leeway) {
    Tenure of(Instant expires) {
        Duration beyond = shorter(settings.grace(), settings.askEvery());
        // A token that was let in within the leeway is worth more than a greeting.
        return new Tenure(beyond == null ? null : expires.plus(longer(beyond, leeway)), settings.askEvery());
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
