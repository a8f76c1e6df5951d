package dev.postern.core.token.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.Grant;
import dev.postern.core.token.LogoutNotice;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What providers have taken back lately, so that nobody comes in again with the token he was put out with. Bounded in
 * number and time; forgotten at a restart. Shared by all threads, never blocks.
 */
final class Withdrawals {
    /** Longer than access tokens live. */
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private static final int MOST = 100_000;

    private final Cache<Key, LogoutNotice> logouts;
    private final Cache<Fingerprint, Boolean> tokens;

    /** What a notice is found by. */
    private enum Kind {
        SESSION,
        /** All sessions of the subject. */
        SUBJECT,
        /** One session of the subject, for tokens that do not name theirs. */
        SOME_SESSION_OF_SUBJECT
    }

    private record Key(Kind kind, String issuer, String name) {}

    Withdrawals(LongSupplier nanoTime) {
        logouts = cache(nanoTime);
        tokens = cache(nanoTime);
    }

    private static <K, V> Cache<K, V> cache(LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    void remember(LogoutNotice notice) {
        boolean one = !notice.sessionId().isEmpty();
        if (one) {
            rememberNewest(Kind.SESSION, notice.sessionId(), notice);
        }
        if (!notice.subject().isEmpty()) {
            rememberNewest(one ? Kind.SOME_SESSION_OF_SUBJECT : Kind.SUBJECT, notice.subject(), notice);
        }
    }

    private void rememberNewest(Kind kind, String name, LogoutNotice notice) {
        logouts.asMap()
                .merge(
                        new Key(kind, notice.issuer(), name),
                        notice,
                        (known, told) -> told.issued().isBefore(known.issued()) ? known : told);
    }

    /** The provider calls this very token inactive. */
    void remember(Fingerprint token) {
        tokens.put(token, true);
    }

    boolean cover(Grant grant) {
        return tokens.getIfPresent(grant.token()) != null
                || isEnded(Kind.SUBJECT, grant.subject(), grant)
                || (grant.sessionId().isEmpty()
                        ? isEnded(Kind.SOME_SESSION_OF_SUBJECT, grant.subject(), grant)
                        : isEnded(Kind.SESSION, grant.sessionId(), grant));
    }

    private boolean isEnded(Kind kind, String name, Grant grant) {
        LogoutNotice notice = logouts.getIfPresent(new Key(kind, grant.issuer(), name));
        return notice != null && notice.ends(grant);
    }
}
