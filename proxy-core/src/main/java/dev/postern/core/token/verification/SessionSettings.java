package dev.postern.core.token.verification;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lasts that a token of this issuer has opened.
 *
 * @param grace how long beyond the token's end; null for as long as anybody likes
 * @param askEvery how often the provider is asked whether the token of a live session is still active; null for never
 * @param logoutAudiences one of these must be in {@code aud} of a logout token: the mail clients; empty where none is
 *     accepted
 */
public record SessionSettings(
        @Nullable Duration grace, @Nullable Duration askEvery, Set<String> logoutAudiences) {
    /** An hour beyond the token, nobody is asked, no logout is heard. */
    public static final SessionSettings STANDARD = new SessionSettings(Duration.ofHours(1), null, Set.of());

    public SessionSettings {
        logoutAudiences = Set.copyOf(logoutAudiences);
        if ((grace != null && grace.isNegative())
                || (askEvery != null && (askEvery.isNegative() || askEvery.isZero()))) {
            throw new IllegalArgumentException("a negative time");
        }
    }
}
