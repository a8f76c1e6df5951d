package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestIssuer;
import dev.postern.core.testing.TestKey;
import dev.postern.core.testing.TestToken;
import dev.postern.core.token.LogoutNotice;
import dev.postern.core.token.LogoutVerdict;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logout tokens, good and bad, and what they end: OpenID Connect Back-Channel Logout 1.0 §2.4 to §2.7. */
class LogoutTokensTest {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final Verifying at =
            Verifying.lasting(new SessionSettings(Duration.ofHours(1), null, Set.of("thunderbird", "roundcube")));

    @AfterEach
    void close() {
        at.close();
    }

    /** Of Ada's session, as Keycloak writes it. */
    private TestToken logout() {
        return at.provider.logoutToken().claim("jti", "logout-1");
    }

    private LogoutNotice told(TestToken token) {
        return ((LogoutVerdict.Told) at.logout(token.build())).notice();
    }

    private TokenRefusal why(String token) {
        return ((LogoutVerdict.Refused) at.logout(token)).why();
    }

    @Test
    void says_whose_session_has_ended() {
        assertThat(told(logout()))
                .isEqualTo(
                        new LogoutNotice(at.provider.issuer(), "session-of-ada", "0f1e2d3c-ada", at.clock.instant()));
    }

    static Stream<Arguments> tolerable() {
        return Stream.of(
                row("no typ", t -> t.withoutHeader("typ")),
                row("typ JWT", t -> t.header("typ", "JWT")),
                row("media type", t -> t.header("typ", "application/logout+jwt")),
                row("only sid", t -> t.without("sub")),
                row("only sub", t -> t.without("sid")),
                row("several audiences", t -> t.claim("aud", List.of("other", "roundcube"))),
                row(
                        "an event of Keycloak's own",
                        t -> t.claim("events", Map.of(EVENT, Map.of(), "revoke_offline_access", true))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tolerable")
    void takes_what_the_standard_allows(String name, UnaryOperator<TestToken> change) {
        assertThat(at.logout(change.apply(logout()).build())).isInstanceOf(LogoutVerdict.Told.class);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                row(
                        TokenRefusal.WRONG_TYPE,
                        "an access token",
                        t -> t.without("events").header("typ", "at+jwt")),
                row(
                        TokenRefusal.WRONG_TYPE,
                        "an ID token",
                        t -> t.without("events").header("typ", "JWT")),
                row(TokenRefusal.WRONG_TYPE, "typ of another kind", t -> t.header("typ", "secevent+jwt")),
                row(TokenRefusal.WRONG_TYPE, "events is a string", t -> t.claim("events", EVENT)),
                row(TokenRefusal.WRONG_TYPE, "events is a list", t -> t.claim("events", List.of(EVENT))),
                row(TokenRefusal.WRONG_TYPE, "another event", t -> t.claim("events", Map.of("urn:x", Map.of()))),
                row(TokenRefusal.WRONG_TYPE, "the event is no object", t -> t.claim("events", Map.of(EVENT, true))),
                row(TokenRefusal.WRONG_TYPE, "a nonce", t -> t.claim("nonce", "n")),
                row(TokenRefusal.MALFORMED, "typ is a number", t -> t.header("typ", 7)),
                row(
                        TokenRefusal.MISSING_CLAIM,
                        "neither sid nor sub",
                        t -> t.without("sid").without("sub")),
                row(TokenRefusal.MALFORMED, "sid is a number", t -> t.claim("sid", 7)),
                row(TokenRefusal.MALFORMED, "a long sid", t -> t.claim("sid", "s".repeat(256))),
                row(TokenRefusal.MISSING_CLAIM, "no jti", t -> t.without("jti")),
                row(TokenRefusal.MALFORMED, "jti is a number", t -> t.claim("jti", 7)),
                row(TokenRefusal.MISSING_CLAIM, "no iat", t -> t.without("iat")),
                row(TokenRefusal.MISSING_CLAIM, "no exp", t -> t.without("exp")),
                row(TokenRefusal.MALFORMED, "good for years", t -> t.claim("exp", 4_000_000_000L)),
                row(TokenRefusal.WRONG_AUDIENCE, "for another client", t -> t.claim("aud", "other-app")),
                row(TokenRefusal.WRONG_AUDIENCE, "for nobody", t -> t.without("aud")),
                row(TokenRefusal.WRONG_AUDIENCE, "for the mail service", t -> t.claim("aud", "mail")),
                row(TokenRefusal.UNKNOWN_ISSUER, "of another issuer", t -> t.claim("iss", "https://evil.example")),
                row(TokenRefusal.ALGORITHM_NOT_ALLOWED, "none", t -> t.header("alg", "none")),
                row(TokenRefusal.ALGORITHM_NOT_ALLOWED, "HMAC", t -> t.header("alg", "HS256")),
                row(TokenRefusal.ALGORITHM_NOT_ALLOWED, "crit", t -> t.header("crit", List.of("x"))),
                row(TokenRefusal.UNKNOWN_KEY, "a key of nobody's", t -> t.header("kid", "nobody")),
                row(TokenRefusal.BAD_SIGNATURE, "forged", t -> t.forgedBy(TestKey.generate("rsa-1", "RS256"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bad")
    void refuses_by_the_name_of_the_check(TokenRefusal why, String name, UnaryOperator<TestToken> change) {
        assertThat(why(change.apply(logout()).build())).isEqualTo(why);
    }

    @Test
    void refuses_one_that_has_expired_or_comes_from_the_future() {
        assertThat(why(logout().expires(at.clock.instant().minusSeconds(31)).build()))
                .isEqualTo(TokenRefusal.EXPIRED);
        assertThat(why(logout().issuedAt(at.clock.instant().plusSeconds(31)).build()))
                .isEqualTo(TokenRefusal.NOT_YET_VALID);
    }

    @Test
    void refuses_one_that_comes_twice_but_a_refused_one_uses_nothing_up() {
        assertThat(why(logout().claim("aud", "other").build())).isEqualTo(TokenRefusal.WRONG_AUDIENCE);
        told(logout());
        assertThat(why(logout().build())).isEqualTo(TokenRefusal.REPLAYED);
        assertThat(told(logout().claim("jti", "logout-2")).sessionId()).isEqualTo("session-of-ada");
    }

    @Test
    void refuses_what_is_too_large_and_what_is_no_token() {
        assertThat(why("e".repeat(16 * 1024 + 1))).isEqualTo(TokenRefusal.TOO_LARGE);
        assertThat(why("e30.e30")).isEqualTo(TokenRefusal.MALFORMED);
        assertThat(why("")).isEqualTo(TokenRefusal.MALFORMED);
    }

    @Test
    void says_that_it_cannot_know_while_the_provider_is_down() {
        at.provider.rotate();
        at.provider.become(TestIssuer.Mood.DOWN);
        TestToken fresh = logout().signedBy(at.provider.key("ES256"));
        assertThat(why(fresh.build())).isEqualTo(TokenRefusal.PROVIDER_UNAVAILABLE);
    }

    @Test
    void nobody_listens_where_no_audience_is_configured() {
        try (Verifying deaf = Verifying.standard()) {
            String token = deaf.provider.logoutToken().build();
            assertThat(((LogoutVerdict.Refused) deaf.logout(token)).why()).isEqualTo(TokenRefusal.WRONG_AUDIENCE);
        }
    }

    // ---- what a logout ends

    private String outcome(TestToken token) {
        return Verifying.outcome(at.verify(token.build()));
    }

    @Test
    void the_token_of_an_ended_session_lets_nobody_in_again_not_even_from_the_cache() {
        TestToken token = at.provider.token();
        String text = token.build();
        Verdict before = at.verify(text);
        assertThat(Verifying.outcome(before)).isEqualTo("ada@example.org");
        assertThat(at.verifier.withdrawn(((Verdict.Accepted) before).grant())).isFalse();

        told(logout());
        assertThat(Verifying.outcome(at.verify(text))).isEqualTo("LOGGED_OUT");
        assertThat(at.verifier.withdrawn(((Verdict.Accepted) before).grant())).isTrue();
        assertThat(outcome(at.provider.token().claim("jti", "another"))).isEqualTo("LOGGED_OUT");
    }

    @Test
    void another_session_of_the_same_person_goes_on() {
        told(logout());
        assertThat(outcome(at.provider.token().claim("sid", "another-session"))).isEqualTo("ada@example.org");
        assertThat(outcome(at.provider.token().user("bob@example.org"))).isEqualTo("bob@example.org");
    }

    @Test
    void a_logout_without_session_ends_all_of_the_person() {
        told(logout().without("sid"));
        assertThat(outcome(at.provider.token().claim("sid", "another-session"))).isEqualTo("LOGGED_OUT");
        assertThat(outcome(at.provider.token().without("sid"))).isEqualTo("LOGGED_OUT");
        assertThat(outcome(at.provider.token().user("bob@example.org"))).isEqualTo("bob@example.org");
    }

    @Test
    void a_token_that_does_not_name_its_session_may_belong_to_the_ended_one() {
        told(logout());
        assertThat(outcome(at.provider.token().without("sid"))).isEqualTo("LOGGED_OUT");
    }

    @Test
    void what_is_granted_later_is_not_meant() {
        told(logout());
        at.clock.advance(Duration.ofSeconds(1));
        assertThat(outcome(at.provider.token())).isEqualTo("ada@example.org");
        assertThat(outcome(at.provider.token().without("iat"))).isEqualTo("LOGGED_OUT");
    }

    @Test
    void an_older_notice_does_not_undo_a_newer_one() {
        TestToken old = logout().claim("jti", "old");
        at.clock.advance(Duration.ofSeconds(20));
        told(logout());
        told(old);
        assertThat(outcome(at.provider.token())).isEqualTo("LOGGED_OUT");
    }

    private static Arguments row(String name, UnaryOperator<TestToken> change) {
        return Arguments.of(name, change);
    }

    private static Arguments row(TokenRefusal why, String name, UnaryOperator<TestToken> change) {
        return Arguments.of(why, name, change);
    }
}
