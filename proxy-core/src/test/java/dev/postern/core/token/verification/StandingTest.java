package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestIssuer;
import dev.postern.core.token.Standing;
import dev.postern.core.token.Tenure;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a session may last, and what the provider says of it meanwhile. */
class StandingTest {
    private static final Instant EXPIRY = Instant.parse("2026-03-01T12:05:00Z");
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Tenure tenure(@Nullable Duration grace, @Nullable Duration askEvery) {
        return new TenureRule(new SessionSettings(grace, askEvery, Set.of()), Duration.ofSeconds(30)).of(EXPIRY);
    }

    @Test
    void a_session_outlives_its_token_by_the_grace_and_by_the_leeway_at_least() {
        assertThat(tenure(Duration.ofHours(1), null).ends()).isEqualTo("2026-03-01T13:05:00Z");
        assertThat(tenure(Duration.ZERO, null).ends()).isEqualTo("2026-03-01T12:05:30Z");
        assertThat(tenure(null, null)).isEqualTo(Tenure.UNLIMITED);
    }

    @Test
    void a_session_whose_provider_is_asked_ends_an_interval_behind_its_token_since_nobody_knows_more() {
        assertThat(tenure(Duration.ofHours(1), MINUTE)).isEqualTo(new Tenure(EXPIRY.plus(MINUTE), MINUTE));
        assertThat(tenure(null, MINUTE).ends()).isEqualTo(EXPIRY.plus(MINUTE));
        assertThat(tenure(Duration.ZERO, MINUTE).ends()).isEqualTo("2026-03-01T12:05:30Z");
    }

    @Test
    void the_provider_is_asked_anew_each_time_and_its_no_shuts_the_token_out() {
        try (Verifying at = Verifying.lasting(new SessionSettings(null, MINUTE, Set.of()))) {
            String token = at.provider.token().build();
            at.provider.remember(token, at.provider.token().claims());
            Verdict.Accepted in = (Verdict.Accepted) at.verify(token);
            assertThat(at.provider.introspectionCalls()).isEmpty();
            assertThat(at.standing(token, in.grant())).isEqualTo(Standing.GOOD);
            assertThat(at.standing(token, in.grant())).isEqualTo(Standing.GOOD);
            assertThat(at.provider.introspectionCalls()).hasSize(2);

            at.provider.revoke(token);
            assertThat(at.standing(token, in.grant())).isEqualTo(Standing.WITHDRAWN);
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("LOGGED_OUT");
        }
    }

    @Test
    void a_token_that_was_shut_out_stays_out_however_its_signature_is_written() {
        try (Verifying at = Verifying.lasting(new SessionSettings(null, MINUTE, Set.of()))) {
            String token = at.provider.token().build();
            int last = BASE64URL.indexOf(token.charAt(token.length() - 1));
            // 256 octets leave four bits of the last character unused.
            String same = token.substring(0, token.length() - 1) + BASE64URL.charAt(last ^ 1);
            assertThat(Verifying.outcome(at.verify(same))).isEqualTo("ada@example.org");

            Verdict.Accepted in = (Verdict.Accepted) at.verify(token);
            at.provider.remember(token, at.provider.token().claims());
            at.provider.revoke(token);
            assertThat(at.standing(token, in.grant())).isEqualTo(Standing.WITHDRAWN);

            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("LOGGED_OUT");
            assertThat(Verifying.outcome(at.verify(same))).isEqualTo("LOGGED_OUT");
        }
    }

    @Test
    void a_provider_that_does_not_answer_changes_nothing() {
        try (Verifying at = Verifying.lasting(new SessionSettings(null, MINUTE, Set.of()))) {
            String token = at.provider.token().build();
            Verdict.Accepted in = (Verdict.Accepted) at.verify(token);
            at.provider.become(TestIssuer.Mood.DOWN);
            assertThat(at.standing(token, in.grant())).isEqualTo(Standing.UNKNOWN);
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
        }
    }

    @Test
    void where_nobody_is_asked_the_right_stands() {
        try (Verifying at = Verifying.standard()) {
            String token = at.provider.token().build();
            Verdict.Accepted in = (Verdict.Accepted) at.verify(token);
            assertThat(at.standing(token, in.grant())).isEqualTo(Standing.GOOD);
            assertThat(at.provider.introspectionCalls()).isEmpty();
        }
    }
}
