package dev.postern.core.token.verification;

import dev.postern.core.testing.TestIssuer;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Grant;
import dev.postern.core.token.LogoutVerdict;
import dev.postern.core.token.Standing;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.identity.IdentitySettings;
import dev.postern.core.token.introspection.ClientAuthentication;
import dev.postern.core.token.introspection.ClientSecret;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.jwt.KeySettings;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.provider.HttpSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A verifier and its provider, with the short intervals of a test and a clock that the test sets. */
final class Verifying implements AutoCloseable {
    static final Duration REFETCH = Duration.ofMillis(300);
    static final KeySettings KEYS = new KeySettings(
            null, KeySettings.STANDARD.algorithms(), Duration.ofMinutes(5), REFETCH, Duration.ofHours(1));
    static final HttpSettings HTTP =
            new HttpSettings(Duration.ofSeconds(1), Duration.ofMillis(800), 64 * 1024, null, false);

    final TestClock clock = new TestClock();
    final TestIssuer provider = TestIssuer.start(clock);
    final Environment environment =
            new Environment(clock, System::nanoTime, Environment.system().background());
    final PolicyVerifier verifier;

    private Verifying(UnaryOperator<IssuerSettings> change, TestIssuer.Mood mood) {
        provider.become(mood);
        IssuerSettings issuer = change.apply(new IssuerSettings(
                provider.issuer(),
                TokenKind.JWT,
                KEYS,
                null,
                AcceptanceSettings.forAudience("mail"),
                IdentitySettings.of("{email}"),
                HTTP,
                SessionSettings.STANDARD));
        verifier = PolicyVerifier.start(
                new TokenSettings(
                        List.of(issuer),
                        Set.of("postern"),
                        new ClaimPath("mail.backend"),
                        VerdictCacheSettings.STANDARD),
                environment);
    }

    static Verifying standard() {
        return with(issuer -> issuer);
    }

    static Verifying with(UnaryOperator<IssuerSettings> change) {
        return new Verifying(change, TestIssuer.Mood.WELL);
    }

    static Verifying startedWhile(TestIssuer.Mood mood) {
        return new Verifying(issuer -> issuer, mood);
    }

    static Verifying accepting(UnaryOperator<AcceptanceSettings> change) {
        return with(issuer -> new IssuerSettings(
                issuer.issuer(),
                issuer.kind(),
                issuer.keys(),
                issuer.introspection(),
                change.apply(issuer.acceptance()),
                issuer.identity(),
                issuer.http(),
                issuer.sessions()));
    }

    static Verifying identifying(IdentitySettings identity) {
        return with(issuer -> new IssuerSettings(
                issuer.issuer(),
                issuer.kind(),
                issuer.keys(),
                issuer.introspection(),
                issuer.acceptance(),
                identity,
                issuer.http(),
                issuer.sessions()));
    }

    /** Introspecting where these settings ask again. */
    static Verifying lasting(SessionSettings sessions) {
        return with(issuer -> new IssuerSettings(
                issuer.issuer(),
                issuer.kind(),
                issuer.keys(),
                sessions.askEvery() == null
                        ? null
                        : IntrospectionSettings.by(
                                new ClientAuthentication.SecretBasic("postern", new ClientSecret("s3cret"))),
                issuer.acceptance(),
                issuer.identity(),
                issuer.http(),
                sessions));
    }

    @Override
    public void close() {
        verifier.close();
        environment.background().shutdownNow();
        provider.close();
    }

    Verdict verify(String token) {
        return verify(token, "");
    }

    Verdict verify(String token, String asked) {
        return verify(token, asked, "imap");
    }

    Verdict verify(String token, String asked, String protocol) {
        return begin(token, asked, protocol).orTimeout(10, TimeUnit.SECONDS).join();
    }

    CompletableFuture<Verdict> begin(String token, String asked, String protocol) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        verifier.verify(credentials(token, asked), protocol, given -> {
            if (!verdict.complete(given)) {
                throw new AssertionError("a second verdict: " + given);
            }
        });
        return verdict;
    }

    Standing standing(String token, Grant grant) {
        CompletableFuture<Standing> standing = new CompletableFuture<>();
        verifier.reconsider(credentials(token, ""), grant, standing::complete);
        return standing.orTimeout(10, TimeUnit.SECONDS).join();
    }

    LogoutVerdict logout(String token) {
        CompletableFuture<LogoutVerdict> verdict = new CompletableFuture<>();
        verifier.logouts().judge(token, verdict::complete);
        return verdict.orTimeout(10, TimeUnit.SECONDS).join();
    }

    Explanation explain(String token) {
        CompletableFuture<Explanation> explanation = new CompletableFuture<>();
        verifier.explain(credentials(token, ""), "imap", explanation::complete);
        return explanation.orTimeout(10, TimeUnit.SECONDS).join();
    }

    static BearerCredentials credentials(String token, String asked) {
        return new BearerCredentials(asked, new BearerToken(token), "OAUTHBEARER");
    }

    /** The mailbox, or why not: one word to compare with. */
    static String outcome(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted
                ? accepted.mailbox()
                : why(verdict).name();
    }

    static TokenRefusal why(Verdict verdict) {
        return ((Verdict.Refused) verdict).why();
    }

    /** Stands still until it is told otherwise. */
    static final class TestClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

        void advance(Duration by) {
            now.updateAndGet(instant -> instant.plus(by));
        }

        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
