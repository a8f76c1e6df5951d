package dev.postern.core.token.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts of late, by everything that they depend on: the whole token, the protocol, the identity asked for. Void once
 * the token has ended or its issuer's keys or delegations have changed. Shared by all threads.
 */
final class VerdictCache {
    private final Environment environment;
    private final VerdictCacheSettings settings;
    private final Cache<Fingerprint, Remembered> verdicts;

    /**
     * One verdict.
     *
     * @param issuer whose keys it rests on; null where the token named none of ours
     * @param generation of the issuer when the verification began
     * @param until the end of its use
     */
    private record Remembered(Verdict verdict, @Nullable IssuerVerifier issuer, long generation, Instant until) {}

    VerdictCache(VerdictCacheSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
        this.verdicts = Caffeine.newBuilder()
                .maximumSize(settings.entries())
                .ticker(environment.nanoTime()::getAsLong)
                .executor(Runnable::run)
                .expireAfter(Expiry.<Fingerprint, Remembered>writing((key, remembered) ->
                        positive(Duration.between(environment.clock().instant(), remembered.until()))))
                .build();
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Hazard-proof by construction: no two questions share a key. */
    static Fingerprint key(BearerCredentials credentials, String protocol) {
        return Fingerprint.of(
                protocol,
                credentials.authorizationIdentity(),
                credentials.token().reveal());
    }

    Optional<Verdict> find(Fingerprint key) {
        Remembered remembered = verdicts.getIfPresent(key);
        if (remembered == null) {
            return Optional.empty();
        }
        IssuerVerifier issuer = remembered.issuer();
        boolean current = (issuer == null || issuer.generation() == remembered.generation())
                && environment.clock().instant().isBefore(remembered.until());
        return current ? Optional.of(remembered.verdict()) : Optional.empty();
    }

    void remember(Fingerprint key, Verdict verdict, @Nullable IssuerVerifier issuer, long generation) {
        Instant now = environment.clock().instant();
        if (verdict instanceof Verdict.Accepted accepted && issuer != null) {
            Instant until = earlier(now.plus(longest(issuer)), end(accepted, issuer));
            verdicts.put(key, new Remembered(verdict, issuer, generation, until));
        } else if (verdict instanceof Verdict.Refused refused && refused.why().kind() != TokenRefusal.Kind.TEMPORARY) {
            verdicts.put(key, new Remembered(verdict, issuer, generation, now.plus(settings.refusals())));
        }
    }

    private static Instant end(Verdict.Accepted accepted, IssuerVerifier issuer) {
        return accepted.grant().expires().plus(issuer.settings().acceptance().leeway());
    }

    private Duration longest(IssuerVerifier issuer) {
        var asking = issuer.settings().introspection();
        return asking == null || asking.cacheFor().compareTo(settings.acceptances()) > 0
                ? settings.acceptances()
                : asking.cacheFor();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
