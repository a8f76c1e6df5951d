package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestKey;
import dev.postern.core.testing.TestToken;
import dev.postern.core.token.Check;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Finding;
import dev.postern.core.token.Grant;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Good tokens, and every way in which a token is bad. Hazards 18, 20 and 22. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadTokensTest {
    private static final String HEADER_WITH_NULL_CRIT = "{\"alg\":\"ES256\",\"kid\":\"ec-1\",\"crit\":null}";

    private Verifying at;

    @BeforeAll
    void start() {
        at = Verifying.standard();
    }

    @AfterAll
    void stop() {
        at.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256", "PS256", "EdDSA"})
    void acceptsEveryAlgorithm(String algorithm) {
        assertThat(Verifying.outcome(at.verify(at.provider.token(algorithm).build())))
                .isEqualTo("ada@example.org");
    }

    @Test
    void carriesWhatEndsASessionLater() {
        Verdict.Accepted accepted =
                (Verdict.Accepted) at.verify(at.provider.token().build());
        Grant grant = accepted.grant();
        assertThat(grant.sessionId()).isEqualTo("session-of-ada");
        assertThat(grant.subject()).isEqualTo("0f1e2d3c-ada");
        assertThat(grant.issuer()).isEqualTo(at.provider.issuer());
        assertThat(grant.client()).isEqualTo("thunderbird");
        assertThat(grant.expires()).isEqualTo(at.clock.instant().plus(Duration.ofMinutes(5)));
    }

    static Stream<Arguments> tolerable() {
        return Stream.of(
                row("RFC 9068 type", t -> t.header("typ", "at+jwt")),
                row("RFC 9068 media type", t -> t.header("typ", "application/at+JWT")),
                row("no type", t -> t.withoutHeader("typ").without("typ")),
                row("no kid", t -> t.withoutHeader("kid")),
                row("nonce in a Bearer token", t -> t.claim("nonce", "n")),
                row("audience as a string", t -> t.claim("aud", "mail")),
                row("expiry with a fraction", t -> t.claim("exp", 4_000_000_000.5)),
                row("null is not there", t -> t.claim("nbf", com.nimbusds.jose.shaded.gson.JsonNull.INSTANCE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tolerable")
    void acceptsWhatProvidersDiffer(String name, UnaryOperator<TestToken> change) {
        assertThat(Verifying.outcome(at.verify(change.apply(at.provider.token()).build())))
                .isEqualTo("ada@example.org");
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                // hazard 18: aud, exp, sub missing or of the wrong type
                bad("no aud", TokenRefusal.WRONG_AUDIENCE, t -> t.without("aud")),
                bad("other aud", TokenRefusal.WRONG_AUDIENCE, t -> t.claim("aud", List.of("account"))),
                bad("aud only a prefix", TokenRefusal.WRONG_AUDIENCE, t -> t.claim("aud", "mai")),
                bad(
                        "client is no audience",
                        TokenRefusal.WRONG_AUDIENCE,
                        t -> t.without("aud").claim("azp", "mail")),
                bad("aud a number", TokenRefusal.MALFORMED, t -> t.claim("aud", 1)),
                bad("aud a list of lists", TokenRefusal.MALFORMED, t -> t.claim("aud", List.of(List.of("mail")))),
                bad("no exp", TokenRefusal.MISSING_CLAIM, t -> t.without("exp")),
                bad("exp a string", TokenRefusal.MALFORMED, t -> t.claim("exp", "4000000000")),
                bad("exp beyond time", TokenRefusal.MALFORMED, t -> t.claim("exp", 1e300)),
                bad("exp negative", TokenRefusal.MALFORMED, t -> t.claim("exp", -1)),
                bad("no sub", TokenRefusal.MISSING_CLAIM, t -> t.without("sub")),
                bad("sub a list", TokenRefusal.MALFORMED, t -> t.claim("sub", List.of("a"))),
                bad("no iss", TokenRefusal.UNKNOWN_ISSUER, t -> t.without("iss")),
                bad("iss a list", TokenRefusal.UNKNOWN_ISSUER, t -> t.claim("iss", List.of("https://a"))),
                bad("azp a number", TokenRefusal.MALFORMED, t -> t.claim("azp", 7)),
                bad("iat a string", TokenRefusal.MALFORMED, t -> t.claim("iat", "now")),
                bad("exp a list", TokenRefusal.MALFORMED, t -> t.claim("exp", List.of(4_000_000_000L))),
                bad("scope a list", TokenRefusal.MALFORMED, t -> t.claim("scope", List.of("mail"))),
                bad("claim typ a number", TokenRefusal.MALFORMED, t -> t.claim("typ", 1)),
                bad("nbf an object", TokenRefusal.MALFORMED, t -> t.claim("nbf", Map.of())),
                // hazard 18: another kind of token
                bad("ID token of Keycloak", TokenRefusal.WRONG_TYPE, t -> t.claim("typ", "ID")),
                bad("refresh token", TokenRefusal.WRONG_TYPE, t -> t.claim("typ", "Refresh")),
                bad("offline token", TokenRefusal.WRONG_TYPE, t -> t.claim("typ", "Offline")),
                bad(
                        "ID token by at_hash",
                        TokenRefusal.WRONG_TYPE,
                        t -> t.without("typ").claim("at_hash", "x")),
                bad(
                        "ID token by nonce",
                        TokenRefusal.WRONG_TYPE,
                        t -> t.without("typ").claim("nonce", "x")),
                bad("logout token", TokenRefusal.WRONG_TYPE, t -> t.header("typ", "logout+jwt")),
                bad(
                        "logout by events",
                        TokenRefusal.WRONG_TYPE,
                        t -> t.without("typ").claim("events", Map.of())),
                bad("bound to a key", TokenRefusal.WRONG_TYPE, t -> t.claim("cnf", Map.of("jkt", "x"))),
                bad("other type", TokenRefusal.WRONG_TYPE, t -> t.header("typ", "secevent+jwt")),
                bad("type a number", TokenRefusal.MALFORMED, t -> t.header("typ", 1)),
                // hazard 18: algorithm and key
                bad("unknown crit", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.header("crit", List.of("exp"))),
                bad("crit empty", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.header("crit", List.of())),
                bad("crit null", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.rawHeader(HEADER_WITH_NULL_CRIT)),
                bad("no alg", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.withoutHeader("alg")),
                bad("none in capitals", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.header("alg", "NONE")),
                bad("RSA with a key on a curve", TokenRefusal.UNKNOWN_KEY, t -> t.header("alg", "RS256")),
                bad("alg unknown", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.header("alg", "ES256K")),
                bad("alg in other case", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.header("alg", "es256")),
                bad("alg a number", TokenRefusal.ALGORITHM_NOT_ALLOWED, t -> t.header("alg", 256)),
                bad("kid of another type of key", TokenRefusal.UNKNOWN_KEY, t -> t.header("kid", "rsa-1")),
                bad("kid a path", TokenRefusal.UNKNOWN_KEY, t -> t.header("kid", "../../../etc/passwd")),
                bad("kid a number", TokenRefusal.MALFORMED, t -> t.header("kid", 1)),
                bad("kid empty", TokenRefusal.MALFORMED, t -> t.header("kid", "")),
                bad("own key offered", TokenRefusal.BAD_SIGNATURE, BadTokensTest::withItsOwnKey),
                bad("forged", TokenRefusal.BAD_SIGNATURE, t -> t.forgedBy(TestKey.generate("x", "ES256"))),
                // form
                bad("header no JSON", TokenRefusal.MALFORMED, t -> t.rawHeader("{alg:1}")),
                bad("text behind", TokenRefusal.MALFORMED, t -> t.rawHeader("{\"alg\":\"ES256\"} {}")),
                bad("claims a list", TokenRefusal.MALFORMED, t -> t.rawClaims("[1]")),
                bad("claims twice", TokenRefusal.MALFORMED, t -> t.rawClaims("{\"sub\":\"a\",\"sub\":\"b\"}")),
                bad("twice inside", TokenRefusal.MALFORMED, t -> t.rawClaims("{\"a\":{\"b\":1,\"\\u0062\":2}}")),
                bad("header twice", TokenRefusal.MALFORMED, t -> t.rawHeader("{\"alg\":\"none\",\"alg\":\"ES256\"}")),
                bad("header deep", TokenRefusal.MALFORMED, t -> t.rawHeader("{\"a\":" + "[".repeat(5000))),
                bad("deep", TokenRefusal.MALFORMED, t -> t.rawClaims("{\"a\":" + "[".repeat(5000))),
                bad("control", TokenRefusal.MALFORMED, t -> t.rawClaims("{\"sub\":\"a\nb\"}")),
                // hazard 22 comes with the identity's own table; a few through the whole
                bad("master", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email", "Postern")),
                bad("line end", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email", "ada@example.org\r\n")),
                bad("NUL", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email", "ada\u0000@example.org")),
                bad("TAB", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email", "ada\tpostern")),
                bad("separator", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email", "ada*postern")),
                bad("unverified", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email_verified", false)),
                bad("verified as text", TokenRefusal.MAILBOX_NOT_ALLOWED, t -> t.claim("email_verified", "true")),
                bad("email a list", TokenRefusal.MALFORMED, t -> t.claim("email", List.of("a"))),
                bad("no email", TokenRefusal.MISSING_CLAIM, t -> t.without("email")));
    }

    private static TestToken withItsOwnKey(TestToken token) {
        TestKey key = TestKey.generate("ec-1", "ES256");
        return token.header("jwk", key.jwk())
                .header("jku", "http://127.0.0.1:1/")
                .forgedBy(key);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bad")
    void refusesBadTokens(String name, TokenRefusal why, UnaryOperator<TestToken> change) {
        String token = change.apply(at.provider.token()).build();
        assertThat(Verifying.outcome(at.verify(token))).isEqualTo(why.name());
        assertThat(at.explain(token).verdict().toString()).doesNotContain(token);
    }

    @Test
    void refusesUnsignedTokens() {
        // hazard 18: none
        TestToken none = at.provider.token().header("alg", "none");
        assertThat(Verifying.why(at.verify(none.buildWith(new byte[0])))).isEqualTo(TokenRefusal.ALGORITHM_NOT_ALLOWED);
        assertThat(Verifying.why(at.verify(at.provider.token().buildWith(new byte[0]))))
                .isEqualTo(TokenRefusal.BAD_SIGNATURE);
        assertThat(Verifying.why(at.verify(at.provider.token().buildWith(new byte[64]))))
                .isEqualTo(TokenRefusal.BAD_SIGNATURE);
    }

    @Test
    void refusesAnHmacWithThePublicKey() throws GeneralSecurityException {
        // hazard 18: HS256 keyed with what everybody can read
        TestKey rsa = at.provider.key("RS256");
        TestToken token = at.provider.token("RS256").header("alg", "HS256");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(rsa.pair().getPublic().getEncoded(), "HmacSHA256"));
        String forged = token.buildWith(mac.doFinal(token.signingInput().getBytes(StandardCharsets.US_ASCII)));
        assertThat(Verifying.why(at.verify(forged))).isEqualTo(TokenRefusal.ALGORITHM_NOT_ALLOWED);
    }

    @Test
    void bindsTheAlgorithmToTheKey() {
        // hazard 18: an RS256 key signs PS256; its own alg forbids it
        TestToken token =
                at.provider.token("RS256").signedBy(at.provider.key("RS256").as("PS256"));
        assertThat(Verifying.why(at.verify(token.build()))).isEqualTo(TokenRefusal.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "ey.ey.", "....", "eyJhbGciOiJFUzI1NiJ9=.e30=.aa", "\u0000"})
    void refusesWhatIsNoToken(String text) {
        assertThat(Verifying.why(at.verify(text))).isEqualTo(TokenRefusal.MALFORMED);
    }

    @Test
    void refusesAMegabyteUnread() {
        assertThat(Verifying.why(at.verify("ey" + "a".repeat(1 << 20)))).isEqualTo(TokenRefusal.TOO_LARGE);
    }

    @Test
    void toleratesClocksThatDifferByTheLeewayOnly() {
        // hazard 20: clock skew both ways
        var now = at.clock.instant();
        TestToken late = at.provider.token().expires(now.minusSeconds(29));
        TestToken tooLate = at.provider.token().expires(now.minusSeconds(30));
        TestToken early = at.provider.token().issuedAt(now.plusSeconds(30));
        TestToken tooEarly = at.provider.token().issuedAt(now.plusSeconds(31));
        TestToken notYet = at.provider.token().claim("nbf", now.plusSeconds(31).getEpochSecond());
        assertThat(Verifying.outcome(at.verify(late.build()))).isEqualTo("ada@example.org");
        assertThat(Verifying.why(at.verify(tooLate.build()))).isEqualTo(TokenRefusal.EXPIRED);
        assertThat(Verifying.outcome(at.verify(early.build()))).isEqualTo("ada@example.org");
        assertThat(Verifying.why(at.verify(tooEarly.build()))).isEqualTo(TokenRefusal.NOT_YET_VALID);
        assertThat(Verifying.why(at.verify(notYet.build()))).isEqualTo(TokenRefusal.NOT_YET_VALID);
    }

    @Test
    void explainsCheckByCheck() {
        Explanation explanation = at.explain(at.provider
                .token()
                .without("aud")
                .claim("email_verified", false)
                .build());
        assertThat(explanation.findings()).extracting(Finding::check).containsExactly(Check.values());
        assertThat(explanation.findings())
                .filteredOn(finding -> finding.outcome() == Finding.Outcome.FAILED)
                .extracting(Finding::check)
                .containsExactly(Check.AUDIENCE, Check.MAILBOX);
        assertThat(Verifying.why(explanation.verdict())).isEqualTo(TokenRefusal.WRONG_AUDIENCE);
    }

    private static Arguments row(String name, UnaryOperator<TestToken> change) {
        return Arguments.of(name, change);
    }

    private static Arguments bad(String name, TokenRefusal why, UnaryOperator<TestToken> change) {
        return Arguments.of(name, why, change);
    }
}
