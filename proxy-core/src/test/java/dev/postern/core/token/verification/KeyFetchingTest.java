package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestIssuer.Mood;
import dev.postern.core.testing.TestKey;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.jwt.KeySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotation, outage and floods: hazard 20. */
@Timeout(30)
class KeyFetchingTest {
    private static final String ADA = "ada@example.org";

    @Test
    void oneFetchServesAllWhoWait() {
        try (Verifying at = Verifying.standard()) {
            at.provider.delay(Duration.ofMillis(100));
            List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                verdicts.add(at.begin(at.provider.token().build(), "", "imap"));
            }
            verdicts.forEach(verdict -> assertThat(outcome(verdict)).isEqualTo(ADA));
            assertThat(at.provider.keyFetches()).isEqualTo(1);
            assertThat(at.provider.discoveryFetches()).isEqualTo(1);
        }
    }

    @Test
    void neverBlocksItsCaller() {
        try (Verifying at = Verifying.standard()) {
            at.provider.delay(Duration.ofMillis(500));
            CompletableFuture<Verdict> verdict = at.begin(at.provider.token().build(), "", "imap");
            assertThat(verdict).isNotDone();
            assertThat(outcome(verdict)).isEqualTo(ADA);
        }
    }

    @Test
    void aFloodOfUnknownKeysCausesOneFetchAnInterval() throws InterruptedException {
        try (Verifying at = Verifying.with(slowRefetch(Duration.ofSeconds(2)))) {
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            TestKey stranger = TestKey.generate("x", "ES256");
            List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String token = at.provider
                        .token()
                        .forgedBy(stranger)
                        .header("kid", "k" + i)
                        .build();
                verdicts.add(at.begin(token, "", "imap"));
            }
            assertThat(at.provider.keyFetches()).isEqualTo(1);
            verdicts.forEach(verdict -> assertThat(outcome(verdict)).isEqualTo("UNKNOWN_KEY"));
            assertThat(at.provider.keyFetches()).isEqualTo(2);
            Thread.sleep(200);
            assertThat(at.provider.keyFetches()).isEqualTo(2);
        }
    }

    @Test
    void acceptsANewKeyAtOnce() {
        try (Verifying at = Verifying.standard()) {
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            at.provider.rotate();
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            assertThat(at.provider.keyFetches()).isEqualTo(2);
        }
    }

    @Test
    void acceptsANewKeyUnderAnOldName() {
        try (Verifying at = Verifying.standard()) {
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            at.provider.rotateKeepingKid();
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
        }
    }

    @Test
    void forgetsRemovedKeysAndWhatTheySigned() {
        try (Verifying at = Verifying.standard()) {
            String old = at.provider.token().build();
            assertThat(Verifying.outcome(at.verify(old))).isEqualTo(ADA);
            at.provider.rotate();
            at.provider.removeOldKeys();
            assertThat(Verifying.outcome(at.verify(old))).isEqualTo(ADA);
            // The new key brings the new set, and with it the end of the remembered verdict.
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            assertThat(Verifying.outcome(at.verify(old))).isEqualTo("UNKNOWN_KEY");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void startsWhileTheProviderFailsAndRecoversByItself(Mood mood) throws InterruptedException {
        try (Verifying at = Verifying.startedWhile(mood)) {
            String token = at.provider.token().build();
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("PROVIDER_UNAVAILABLE");
            assertThat(Verifying.why(at.verify(token)).kind()).isEqualTo(TokenRefusal.Kind.TEMPORARY);
            at.provider.become(Mood.WELL);
            String last = "";
            for (int i = 0; i < 100 && !last.equals(ADA); i++) {
                Thread.sleep(50);
                last = Verifying.outcome(at.verify(token));
            }
            assertThat(last).isEqualTo(ADA);
        }
    }

    @Test
    void servesWithOldKeysForABoundedTimeWhileTheProviderIsDown() throws InterruptedException {
        try (Verifying at = Verifying.with(keys(new KeySettings(
                null,
                KeySettings.STANDARD.algorithms(),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofMillis(1500))))) {
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            at.provider.become(Mood.DOWN);
            Thread.sleep(500);
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            Thread.sleep(1500);
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo("PROVIDER_UNAVAILABLE");
        }
    }

    @Test
    void anUnknownKeyIsTemporaryWhileTheProviderIsDown() {
        try (Verifying at = Verifying.standard()) {
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo(ADA);
            at.provider.become(Mood.DOWN);
            at.provider.rotate();
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo("PROVIDER_UNAVAILABLE");
        }
    }

    @Test
    void tenThousandLoginsWhileKeysRotateAreAllAccepted() {
        try (Verifying at = Verifying.standard()) {
            List<String> tokens = new ArrayList<>();
            int rotations = 5;
            for (int rotation = 0; rotation < rotations; rotation++) {
                at.provider.rotate();
                for (int i = 0; i < 1000 / rotations; i++) {
                    tokens.add(at.provider
                            .token()
                            .user("user" + tokens.size() + "@example.org")
                            .build());
                }
                for (int i = 0; i < 10_000 / rotations; i++) {
                    int which = (i * 7) % tokens.size();
                    assertThat(outcome(at.begin(tokens.get(which), "", "imap")))
                            .isEqualTo("user" + which + "@example.org");
                }
            }
            assertThat(at.provider.keyFetches()).isLessThanOrEqualTo(rotations + 1);
        }
    }

    private static String outcome(CompletableFuture<Verdict> verdict) {
        return Verifying.outcome(verdict.orTimeout(10, TimeUnit.SECONDS).join());
    }

    private static UnaryOperator<IssuerSettings> slowRefetch(Duration interval) {
        return keys(new KeySettings(
                null, KeySettings.STANDARD.algorithms(), Duration.ofMinutes(5), interval, Duration.ofHours(1)));
    }

    private static UnaryOperator<IssuerSettings> keys(KeySettings keys) {
        return issuer -> new IssuerSettings(
                issuer.issuer(),
                issuer.kind(),
                keys,
                issuer.introspection(),
                issuer.acceptance(),
                issuer.identity(),
                issuer.http(),
                issuer.sessions());
    }
}
