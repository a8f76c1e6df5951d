package dev.postern.core.token.verification;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.identity.Identification;
import dev.postern.core.token.introspection.TooManyQuestions;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import dev.postern.core.token.jwt.SignedToken;
import dev.postern.core.token.policy.TypeRule;
import dev.postern.core.token.provider.ProviderTrouble;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes a token of one issuer through the checks. Shared by all threads, never blocks.
 *
 * <p>Signatures are verified on the caller's thread: with Bouncy Castle's curves one costs 40 to 90 µs, less than a TLS
 * handshake on the same thread, and handing it to another costs as much again.
 */
final class IssuerVerifier implements AutoCloseable {
    private final IssuerSettings settings;
    private final IssuerParts parts;

    IssuerVerifier(IssuerSettings settings, IssuerParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    IssuerSettings settings() {
        return settings;
    }

    /** Changes whenever verdicts may: keys, delegation file. */
    long generation() {
        return parts.generation();
    }

    @Override
    public void close() {
        parts.close();
    }

    /** A token that has the form of a JWT and names this issuer. */
    void judge(Attempt attempt, SignedToken token) {
        attempt.belongsTo(settings);
        attempt.claims(token.claims());
        if (!attempt.passes(size(attempt)) || !attempt.passes(TypeRule.judge(token.header(), token.claims()))) {
            attempt.refuse();
            return;
        }
        if (settings.kind() == TokenKind.OPAQUE) {
            introspect(attempt, null);
            return;
        }
        Finding algorithm = algorithm(token);
        if (!attempt.passes(algorithm)) {
            attempt.refuse();
            return;
        }
        parts.signatures().judge(token, outcome -> {
            if (attempt.passes(KeyFindings.of(outcome, token))) {
                onSigned(attempt, token.claims());
            } else {
                attempt.refuse();
            }
        });
    }

    /** A token that only the issuer understands. */
    void judge(Attempt attempt) {
        attempt.belongsTo(settings);
        if (attempt.passes(size(attempt))) {
            introspect(attempt, null);
        } else {
            attempt.refuse();
        }
    }

    private Finding size(Attempt attempt) {
        int length = attempt.credentials().token().length();
        int limit = settings.acceptance().largestToken();
        return length <= limit
                ? Finding.ok(Check.SIZE, length + " characters")
                : Finding.failed(Check.SIZE, TokenRefusal.TOO_LARGE, length + " characters");
    }

    private Finding algorithm(SignedToken token) {
        // RFC 7515 §4.1.11: we know no extension, so none can be critical.
        if (token.header().has("crit")) {
            return Finding.failed(Check.ALGORITHM, TokenRefusal.ALGORITHM_NOT_ALLOWED, "crit");
        }
        Optional<SignatureAlgorithm> algorithm = token.algorithm();
        return algorithm.isPresent() && settings.keys().algorithms().contains(algorithm.get())
                ? Finding.ok(Check.ALGORITHM, algorithm.get().text())
                : Finding.failed(
                        Check.ALGORITHM,
                        TokenRefusal.ALGORITHM_NOT_ALLOWED,
                        "alg is " + token.header().textOrEmpty("alg"));
    }

    private void onSigned(Attempt attempt, Claims claims) {
        if (settings.kind() == TokenKind.JWT) {
            onActive(attempt, claims);
        } else {
            introspect(attempt, claims);
        }
    }

    private void introspect(Attempt attempt, @Nullable Claims signed) {
        CompletableFuture<Optional<Claims>> unused = Objects.requireNonNull(parts.introspection())
                .ask(attempt.credentials().token())
                .whenComplete((answer, failure) -> {
                    try {
                        onIntrospected(attempt, signed, answer == null ? null : answer.orElse(null), failure);
                    } catch (RuntimeException ours) {
                        EventLog.event(LogEvent.INTERNAL_ERROR).because(ours).write();
                    }
                });
    }

    private void onIntrospected(
            Attempt attempt, @Nullable Claims signed, @Nullable Claims told, @Nullable Throwable failure) {
        if (!attempt.passes(failure == null ? active(signed, told) : unanswered(failure)) || told == null) {
            attempt.refuse();
            return;
        }
        attempt.claims(told);
        if (!attempt.passes(TypeRule.judge(new Claims(Map.of()), told))) {
            attempt.refuse();
            return;
        }
        // A light-weight token leaves claims to the answer; what is signed stands.
        onActive(attempt, signed == null ? told : signed.completedBy(told));
    }

    private Finding active(@Nullable Claims signed, @Nullable Claims told) {
        if (told == null) {
            return Finding.failed(Check.ACTIVE, TokenRefusal.INACTIVE, "");
        }
        String issuer = told.textOrEmpty("iss");
        if (!issuer.isEmpty() && !issuer.equals(settings.issuer())) {
            return Finding.failed(Check.ACTIVE, TokenRefusal.UNKNOWN_ISSUER, "the answer is about another issuer");
        }
        boolean sameSubject = signed == null
                || !signed.has("sub")
                || !told.has("sub")
                || signed.value("sub").equals(told.value("sub"));
        return sameSubject
                ? Finding.ok(Check.ACTIVE, "")
                : Finding.failed(Check.ACTIVE, TokenRefusal.MALFORMED, "the answer is about another subject");
    }

    private static Finding unanswered(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof TooManyQuestions
                ? Finding.failed(Check.ACTIVE, TokenRefusal.OVERLOADED, "")
                : Finding.failed(Check.ACTIVE, TokenRefusal.PROVIDER_UNAVAILABLE, ProviderTrouble.reason(failure));
    }

    private void onActive(Attempt attempt, Claims claims) {
        boolean acceptable = attempt.passes(parts.rules().judge(claims, attempt.protocol()));
        Identification who =
                parts.identity().identify(claims, attempt.credentials().authorizationIdentity());
        if (!attempt.passes(who.findings()) || !acceptable) {
            attempt.refuse();
            return;
        }
        attempt.accept(accepted(claims, who));
    }

    /** All these claims have been found to be of their types. */
    private Verdict.Accepted accepted(Claims claims, Identification who) {
        String client = claims.textOrEmpty("azp");
        return new Verdict.Accepted(
                who.mailbox(),
                who.actor(),
                settings.issuer(),
                claims.textOrEmpty("sub"),
                client.isEmpty() ? claims.textOrEmpty("client_id") : client,
                claims.textOrEmpty("sid"),
                expiry(claims));
    }

    private static Instant expiry(Claims claims) {
        try {
            return claims.time("exp").orElseThrow();
        } catch (MalformedClaim checked) {
            throw new IllegalStateException(checked);
        }
    }
}
