package dev.postern.core.token.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.LogoutNotice;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a logout token must say, once its signature is known to be good: OpenID Connect Back-Channel Logout 1.0 §2.4 and
 * §2.6. Shared by all threads.
 */
public final class LogoutRules {
    private static final Set<String> HEADER_TYPES = Set.of("", "jwt", "logout+jwt", "application/logout+jwt");
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int LONGEST_NAME = 255;
    /** Logout tokens are made to be used at once. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private static final int MOST_REMEMBERED = 100_000;

    private final Set<String> audiences;
    private final Duration leeway;
    private final InstantSource clock;
    private final Cache<String, Instant> used;

    public LogoutRules(Set<String> audiences, Duration leeway, InstantSource clock) {
        this.audiences = audiences;
        this.leeway = leeway;
        this.clock = clock;
        this.used = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .executor(Runnable::run)
                .build();
    }

    /** Before anything else is asked of it, the key included: what no logout token is like. */
    public Finding type(Claims header, Claims claims) {
        return new ClaimRule(Check.TYPE, all -> judgeType(header.text("typ").orElse(""), all)).judge(claims);
    }

    private static Finding judgeType(String headerType, Claims claims) {
        if (!HEADER_TYPES.contains(headerType.toLowerCase(Locale.ROOT))) {
            return wrong("typ is " + headerType);
        }
        // §2.4: the event's value is an object, the others in it are not ours to judge.
        boolean logout = claims.value("events")
                .filter(events -> events instanceof Map<?, ?> map && map.get(EVENT) instanceof Map<?, ?>)
                .isPresent();
        if (!logout) {
            return wrong("no logout event");
        }
        // §2.4: so that an ID token is not taken for one.
        return claims.has("nonce") ? wrong("has nonce") : Finding.ok(Check.TYPE, headerType);
    }

    private static Finding wrong(String detail) {
        return Finding.failed(Check.TYPE, TokenRefusal.WRONG_TYPE, detail);
    }

    /** Every rule about signed claims; the token counts as used where all hold. */
    public List<Finding> judge(Claims claims) {
        List<ClaimRule> rules = List.of(
                new ClaimRule(Check.SUBJECT, LogoutRules::whose),
                new ClaimRule(Check.EXPIRY, this::expiry),
                new ClaimRule(Check.START, this::start),
                new ClaimRule(Check.AUDIENCE, this::audience));
        List<Finding> findings = rules.stream().map(rule -> rule.judge(claims)).toList();
        if (findings.stream().allMatch(Finding::passed)) {
            return List.of(new ClaimRule(Check.CLAIMS, this::firstUse).judge(claims));
        }
        return findings;
    }

    /** §2.4: {@code sub}, {@code sid}, or both. */
    private static Finding whose(Claims claims) throws MalformedClaim {
        String session = claims.text("sid").orElse("");
        String subject = claims.text("sub").orElse("");
        if (session.isEmpty() && subject.isEmpty()) {
            return Finding.failed(Check.SUBJECT, TokenRefusal.MISSING_CLAIM, "neither sid nor sub");
        }
        return session.length() > LONGEST_NAME || subject.length() > LONGEST_NAME
                ? Finding.failed(Check.SUBJECT, TokenRefusal.MALFORMED, "sid or sub is too long")
                : Finding.ok(Check.SUBJECT, "");
    }

    private Finding expiry(Claims claims) throws MalformedClaim {
        Optional<Instant> expires = claims.time("exp");
        if (expires.isEmpty()) {
            return Finding.failed(Check.EXPIRY, TokenRefusal.MISSING_CLAIM, "no exp");
        }
        Instant now = clock.instant();
        if (!now.isBefore(expires.get().plus(leeway))) {
            return Finding.failed(Check.EXPIRY, TokenRefusal.EXPIRED, "expired at " + expires.get());
        }
        // As long as it is good, its jti has to be remembered.
        return expires.get().isAfter(now.plus(LONGEST_LIFE))
                ? Finding.failed(Check.EXPIRY, TokenRefusal.MALFORMED, "good for more than " + LONGEST_LIFE)
                : Finding.ok(Check.EXPIRY, "");
    }

    private Finding start(Claims claims) throws MalformedClaim {
        Optional<Instant> issued = claims.time("iat");
        if (issued.isEmpty()) {
            return Finding.failed(Check.START, TokenRefusal.MISSING_CLAIM, "no iat");
        }
        return issued.get().isAfter(clock.instant().plus(leeway))
                ? Finding.failed(Check.START, TokenRefusal.NOT_YET_VALID, "iat is " + issued.get())
                : Finding.ok(Check.START, "");
    }

    /** The mail clients are the relying parties that a provider tells; we only listen for them. */
    private Finding audience(Claims claims) throws MalformedClaim {
        List<String> named = claims.texts("aud");
        return named.stream().anyMatch(audiences::contains)
                ? Finding.ok(Check.AUDIENCE, "")
                : Finding.failed(Check.AUDIENCE, TokenRefusal.WRONG_AUDIENCE, "aud is " + String.join(" ", named));
    }

    /** §2.6 step 8. */
    private Finding firstUse(Claims claims) throws MalformedClaim {
        String id = claims.text("jti").orElse("");
        if (id.isEmpty() || id.length() > LONGEST_NAME) {
            return Finding.failed(Check.CLAIMS, TokenRefusal.MISSING_CLAIM, "no usable jti");
        }
        Instant now = clock.instant();
        Instant until = claims.time("exp").orElse(now).plus(leeway);
        Instant seen = used.asMap().put(id, until);
        return seen != null && now.isBefore(seen)
                ? Finding.failed(Check.CLAIMS, TokenRefusal.REPLAYED, "jti was seen before")
                : Finding.ok(Check.CLAIMS, "");
    }

    /** What claims say that have passed every rule. */
    public static LogoutNotice notice(String issuer, Claims claims) {
        try {
            return new LogoutNotice(
                    issuer,
                    claims.textOrEmpty("sid"),
                    claims.textOrEmpty("sub"),
                    claims.time("iat").orElseThrow());
        } catch (MalformedClaim checked) {
            throw new IllegalStateException(checked);
        }
    }
}
