package dev.postern.core.token.verification;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Standing;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.identity.BackendClaim;
import dev.postern.core.token.identity.Identification;
import dev.postern.core.token.introspection.RememberedAnswers;
import dev.postern.core.token.introspection.TooManyQuestions;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import dev.postern.core.token.jwt.SignedToken;
import dev.postern.core.token.policy.ClaimRules;
import dev.postern.core.token.policy.TypeRule;
import dev.postern.core.token.provider.ProviderTrouble;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
    private final AlgorithmRule algorithms;
    private final Withdrawals withdrawals;
    private final @Nullable ClaimPath backendClaim;
    private final @Nullable StandingCheck standing;

    /** @param backendClaim where tokens name the backend of their user's mailbox; null where they do not */
    IssuerVerifier(
            IssuerSettings settings,
            IssuerParts parts,
            Withdrawals withdrawals,
            @Nullable ClaimPath backendClaim,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.parts = parts;
        this.backendClaim = backendClaim;
        this.algorithms = new AlgorithmRule(settings.keys().algorithms());
        this.withdrawals = withdrawals;
        RememberedAnswers asking = parts.introspection();
        this.standing = asking == null ? null : new StandingCheck(settings.issuer(), asking, withdrawals, nanoTime);
    }

    IssuerParts parts() {
        return parts;
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
        if (!attempt.passes(algorithms.judge(token))) {
            attempt.refuse();
            return;
        }
        parts.signatures().judge(token, outcome -> {
            if (attempt.passes(KeyFindings.of(outcome, token, parts.signatures().trouble()))) {
                onSigned(attempt, token);
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
                : Finding.failed(Check.SIZE, TokenRefusal.TOO_LARGE, "more than " + limit + " characters");
    }

    private void onSigned(Attempt attempt, SignedToken token) {
        if (settings.kind() == TokenKind.JWT) {
            onActive(attempt, token.claims(), token.fingerprint());
        } else {
            introspect(attempt, token);
        }
    }

    private void introspect(Attempt attempt, @Nullable SignedToken signed) {
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
            Attempt attempt, @Nullable SignedToken token, @Nullable Claims told, @Nullable Throwable failure) {
        Claims signed = token == null ? null : token.claims();
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
        onActive(
                attempt,
                signed == null ? told : signed.completedBy(told),
                token == null ? Fingerprint.of(attempt.credentials().token().reveal()) : token.fingerprint());
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

    private void onActive(Attempt attempt, Claims claims, Fingerprint fingerprint) {
        boolean acceptable = attempt.passes(parts.rules().judge(claims, attempt.protocol()));
        Identification who =
                parts.identity().identify(claims, attempt.credentials().authorizationIdentity());
        if (!attempt.passes(who.findings()) || !acceptable) {
            attempt.refuse();
            return;
        }
        Grant grant = grant(claims, fingerprint);
        if (withdrawals.cover(grant)) {
            attempt.passes(Finding.failed(Check.ACTIVE, TokenRefusal.LOGGED_OUT, "withdrawn by the provider"));
            attempt.refuse();
            return;
        }
        attempt.accept(new Verdict.Accepted(
                who.mailbox(), who.actor(), grant, parts.tenure().of(grant.expires())));
    }

    /** The provider's word about a token that has let somebody in; good where this issuer is never asked. */
    void reconsider(BearerToken token, Fingerprint fingerprint, Consumer<Standing> answer) {
        StandingCheck asking = standing;
        if (asking == null) {
            answer.accept(Standing.GOOD);
        } else {
            asking.ask(token, fingerprint, answer);
        }
    }

    /** All these claims have been found to be of their types. */
    private Grant grant(Claims claims, Fingerprint fingerprint) {
        try {
            return new Grant(
                    settings.issuer(),
                    claims.textOrEmpty("sub"),
                    ClaimRules.clients(claims),
                    claims.textOrEmpty("sid"),
                    claims.time("iat").orElse(null),
                    claims.time("exp").orElseThrow(),
                    backendClaim == null ? "" : BackendClaim.read(claims, backendClaim),
                    fingerprint);
        } catch (MalformedClaim checked) {
            throw new IllegalStateException(checked);
        }
    }
}
