package dev.postern.core.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a session may last that a token has opened.
 *
 * @param ends when it is over; null for never
 * @param askEvery how often the provider is asked whether the token still counts; null for never
 */
public record Tenure(@Nullable Instant ends, @Nullable Duration askEvery) {
    /** Until somebody ends it. */
    public static final Tenure UNLIMITED = new Tenure(null, null);
}
