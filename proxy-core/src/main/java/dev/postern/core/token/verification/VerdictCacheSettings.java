package dev.postern.core.token.verification;

import java.time.Duration;

/**
 * How long verdicts are remembered.
 *
 * @param entries at most
 * @param acceptances never beyond the token's end, nor beyond a change of keys
 * @param refusals temporary ones are not remembered at all
 */
public record VerdictCacheSettings(int entries, Duration acceptances, Duration refusals) {
    /** 20,000 verdicts, an hour, 10 seconds. */
    public static final VerdictCacheSettings STANDARD =
            new VerdictCacheSettings(20_000, Duration.ofHours(1), Duration.ofSeconds(10));
}
