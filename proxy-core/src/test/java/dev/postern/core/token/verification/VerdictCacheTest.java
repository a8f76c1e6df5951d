package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestToken;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.policy.Requirements;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One question's verdict never answers another: hazard 19. */
class VerdictCacheTest {
    @Test
    void keepsUsersIdentitiesAndProtocolsApart() {
        try (Verifying at = Verifying.accepting(VerdictCacheTest::sendingNeedsAScope)) {
            String ada = at.provider.token().build();
            String grace = at.provider.token().user("grace@example.org").build();
            for (int again = 0; again < 2; again++) {
                assertThat(Verifying.outcome(at.verify(ada))).isEqualTo("ada@example.org");
                assertThat(Verifying.outcome(at.verify(grace))).isEqualTo("grace@example.org");
                assertThat(Verifying.outcome(at.verify(ada, "grace@example.org")))
                        .isEqualTo("IDENTITY_MISMATCH");
                assertThat(Verifying.outcome(at.verify(grace, "ada@example.org")))
                        .isEqualTo("IDENTITY_MISMATCH");
                assertThat(Verifying.outcome(at.verify(ada, "ada@example.org"))).isEqualTo("ada@example.org");
                assertThat(Verifying.outcome(at.verify(ada, "", "smtp"))).isEqualTo("INSUFFICIENT_SCOPE");
            }
        }
    }

    @Test
    void tellsTokensApartThatDifferOnlyInTheirSignature() {
        try (Verifying at = Verifying.standard()) {
            TestToken token = at.provider.token();
            assertThat(Verifying.outcome(at.verify(token.build()))).isEqualTo("ada@example.org");
            assertThat(Verifying.outcome(at.verify(token.buildWith(new byte[64]))))
                    .isEqualTo("BAD_SIGNATURE");
        }
    }

    @Test
    void endsWithTheToken() {
        try (Verifying at = Verifying.standard()) {
            String token = at.provider.token().build();
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
            at.clock.advance(Duration.ofSeconds(329));
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
            at.clock.advance(Duration.ofSeconds(1));
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("EXPIRED");
        }
    }

    @Test
    void remembersRefusalsBriefly() {
        try (Verifying at = Verifying.standard()) {
            // The arrival of the first keys voids what was decided without them.
            assertThat(Verifying.outcome(at.verify(at.provider.token().build())))
                    .isEqualTo("ada@example.org");
            String token = at.provider
                    .token()
                    .claim("nbf", at.clock.instant().plusSeconds(35).getEpochSecond())
                    .build();
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("NOT_YET_VALID");
            at.clock.advance(Duration.ofSeconds(9));
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("NOT_YET_VALID");
            at.clock.advance(Duration.ofSeconds(1));
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
        }
    }

    @Test
    void textsDoNotRunTogether() {
        assertThat(Fingerprint.of("imap", "a", "bc")).isNotEqualTo(Fingerprint.of("imap", "ab", "c"));
        assertThat(Fingerprint.of("imap", "a", "bc")).isEqualTo(Fingerprint.of("imap", "a", "bc"));
    }

    private static AcceptanceSettings sendingNeedsAScope(AcceptanceSettings usual) {
        return new AcceptanceSettings(
                usual.audiences(),
                usual.clients(),
                usual.required(),
                Map.of("smtp", new Requirements(Set.of("send"), Set.of(), Map.of())),
                usual.roleClaims(),
                usual.leeway(),
                usual.longestAge(),
                usual.largestToken());
    }
}
