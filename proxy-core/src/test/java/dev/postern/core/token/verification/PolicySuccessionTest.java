package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestIssuer;
import dev.postern.core.testing.TestToken;
import dev.postern.core.token.LogoutVerdict;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.identity.IdentitySettings;
import dev.postern.core.token.jwt.KeySettings;
import dev.postern.core.token.policy.AcceptanceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One token policy after the other: what must not be forgotten, and what must. */
class PolicySuccessionTest {
    private final Verifying at = Verifying.standard();

    @AfterEach
    void close() {
        at.close();
    }

    private IssuerSettings issuer(KeySettings keys, String audience, Set<String> logoutAudiences) {
        return new IssuerSettings(
                at.provider.issuer(),
                TokenKind.JWT,
                keys,
                null,
                AcceptanceSettings.forAudience(audience),
                IdentitySettings.of("{email}"),
                Verifying.HTTP,
                new SessionSettings(Duration.ofHours(1), null, logoutAudiences));
    }

    private PolicyVerifier successor(PolicyVerifier of, IssuerSettings issuer) {
        return of.successor(new TokenSettings(List.of(issuer), Set.of(), null, VerdictCacheSettings.STANDARD));
    }

    private TestToken token() {
        return at.provider.token();
    }

    private static Verdict verify(PolicyVerifier verifier, String token) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        verifier.verify(Verifying.credentials(token, ""), "imap", verdict::complete);
        return verdict.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void keysFromTheSamePlaceSurviveAProviderThatIsDown() {
        String token = token().build();
        assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
        at.provider.become(TestIssuer.Mood.DOWN);

        PolicyVerifier next = successor(at.verifier, issuer(Verifying.KEYS, "mail", Set.of()));
        try {
            assertThat(Verifying.outcome(verify(next, token))).isEqualTo("ada@example.org");
        } finally {
            next.close();
        }
    }

    @Test
    void keysFromElsewhereAreNotTakenOver() {
        String token = token().build();
        assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
        at.provider.become(TestIssuer.Mood.DOWN);
        KeySettings elsewhere = new KeySettings(
                URI.create(at.provider.issuer() + "/other-keys"),
                Verifying.KEYS.algorithms(),
                Verifying.KEYS.refreshEvery(),
                Verifying.KEYS.refetchInterval(),
                Verifying.KEYS.staleFor());

        PolicyVerifier next = successor(at.verifier, issuer(elsewhere, "mail", Set.of()));
        try {
            assertThat(Verifying.why(verify(next, token)).kind()).isEqualTo(TokenRefusal.Kind.TEMPORARY);
        } finally {
            next.close();
        }
    }

    @Test
    void aStricterPolicyJudgesATokenAnewThatTheOldOneRemembers() {
        String token = token().build();
        assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");

        PolicyVerifier next = successor(at.verifier, issuer(Verifying.KEYS, "another", Set.of()));
        try {
            assertThat(Verifying.why(verify(next, token))).isEqualTo(TokenRefusal.WRONG_AUDIENCE);
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
        } finally {
            next.close();
        }
    }

    @Test
    void aLogoutThatOneHasHeardIsKnownToAllAfterAndBefore() {
        PolicyVerifier hearing = successor(at.verifier, issuer(Verifying.KEYS, "mail", Set.of("thunderbird")));
        PolicyVerifier next = successor(hearing, issuer(Verifying.KEYS, "mail", Set.of()));
        try {
            String token = token().build();
            assertThat(Verifying.outcome(verify(next, token))).isEqualTo("ada@example.org");
            CompletableFuture<LogoutVerdict> told = new CompletableFuture<>();
            hearing.logouts()
                    .judge(at.provider.logoutToken().claim("jti", "logout-1").build(), told::complete);
            assertThat(told.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(LogoutVerdict.Told.class);

            for (PolicyVerifier verifier : List.of(at.verifier, hearing, next)) {
                assertThat(Verifying.why(verify(verifier, token))).isEqualTo(TokenRefusal.LOGGED_OUT);
            }
        } finally {
            hearing.close();
            next.close();
        }
    }
}
