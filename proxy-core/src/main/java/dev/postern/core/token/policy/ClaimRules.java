package dev.postern.core.token.policy;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an issuer's token must say to be accepted: every rule is judged, in order. Shared by all threads. */
public final class ClaimRules {
    private final AcceptanceSettings settings;
    private final InstantSource clock;
    private final RequirementRules requirements;

    public ClaimRules(AcceptanceSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.requirements = new RequirementRules(settings);
    }

    public List<Finding> judge(Claims claims, String protocol) {
        List<ClaimRule> rules = List.of(
                new ClaimRule(Check.SUBJECT, ClaimRules::subject),
                new ClaimRule(Check.EXPIRY, this::expiry),
                new ClaimRule(Check.START, this::start),
                new ClaimRule(Check.AGE, this::age),
                new ClaimRule(Check.AUDIENCE, this::audience),
                new ClaimRule(Check.CLIENT, this::client),
                new ClaimRule(Check.SCOPE, all -> requirements.scopes(all, protocol)),
                new ClaimRule(Check.ROLES, all -> requirements.roles(all, protocol)),
                new ClaimRule(Check.CLAIMS, all -> requirements.claims(all, protocol)));
        List<Finding> findings = new ArrayList<>(rules.size());
        rules.forEach(rule -> findings.add(rule.judge(claims)));
        return findings;
    }

    /** The last moment at which these claims are good; leeway included. */
    public Instant end(Instant expiry) {
        return expiry.plus(settings.leeway());
    }

    /** RFC 9068 §2.2. */
    private static Finding subject(Claims claims) throws MalformedClaim {
        String subject = claims.text("sub").orElse("");
        return subject.isEmpty()
                ? Finding.failed(Check.SUBJECT, TokenRefusal.MISSING_CLAIM, "no sub")
                : Finding.ok(Check.SUBJECT, subject);
    }

    /** RFC 7519 §4.1.4, and required by RFC 9068 §2.2. */
    private Finding expiry(Claims claims) throws MalformedClaim {
        Optional<Instant> expires = claims.time("exp");
        if (expires.isEmpty()) {
            return Finding.failed(Check.EXPIRY, TokenRefusal.MISSING_CLAIM, "no exp");
        }
        return clock.instant().isBefore(end(expires.get()))
                ? Finding.ok(Check.EXPIRY, "until " + expires.get())
                : Finding.failed(Check.EXPIRY, TokenRefusal.EXPIRED, "expired at " + expires.get());
    }

    /** RFC 7519 §4.1.5; a token from the future is as wrong as one for the future. */
    private Finding start(Claims claims) throws MalformedClaim {
        Instant latest = clock.instant().plus(settings.leeway());
        for (String name : List.of("nbf", "iat")) {
            Optional<Instant> start = claims.time(name);
            if (start.isPresent() && start.get().isAfter(latest)) {
                return Finding.failed(Check.START, TokenRefusal.NOT_YET_VALID, name + " is " + start.get());
            }
        }
        return Finding.ok(Check.START, "");
    }

    private Finding age(Claims claims) throws MalformedClaim {
        if (settings.longestAge() == null) {
            return Finding.ok(Check.AGE, "any");
        }
        Optional<Instant> issued = claims.time("iat");
        if (issued.isEmpty()) {
            return Finding.failed(Check.AGE, TokenRefusal.MISSING_CLAIM, "no iat");
        }
        Instant oldest = clock.instant().minus(settings.longestAge()).minus(settings.leeway());
        return issued.get().isBefore(oldest)
                ? Finding.failed(Check.AGE, TokenRefusal.TOO_OLD, "issued at " + issued.get())
                : Finding.ok(Check.AGE, "issued at " + issued.get());
    }

    /** RFC 9068 §4: a token that is not for us, or for nobody, is not ours to accept. */
    private Finding audience(Claims claims) throws MalformedClaim {
        List<String> audiences = claims.texts("aud");
        for (String audience : audiences) {
            if (settings.audiences().contains(audience)) {
                return Finding.ok(Check.AUDIENCE, audience);
            }
        }
        return Finding.failed(
                Check.AUDIENCE,
                TokenRefusal.WRONG_AUDIENCE,
                audiences.isEmpty() ? "no aud" : "aud is " + String.join(" ", audiences));
    }

    /** The OAuth clients that claims name: OpenID Connect Core 1.0 §2, RFC 9068 §2.2. */
    public static List<String> clients(Claims claims) throws MalformedClaim {
        return Stream.of(claims.text("azp"), claims.text("client_id"))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Finding client(Claims claims) throws MalformedClaim {
        List<String> named = clients(claims);
        String detail = named.isEmpty() ? "no azp, no client_id" : named.get(0);
        return settings.admits(named)
                ? Finding.ok(Check.CLIENT, detail)
                : Finding.failed(Check.CLIENT, TokenRefusal.WRONG_CLIENT, detail);
    }
}
