package dev.postern.core.token.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestIssuer.Mood;
import dev.postern.core.testing.TestKey;
import dev.postern.core.testing.TestToken;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.introspection.ClientAuthentication;
import dev.postern.core.token.introspection.ClientAuthentication.PrivateKeyJwt;
import dev.postern.core.token.introspection.ClientAuthentication.SecretBasic;
import dev.postern.core.token.introspection.ClientAuthentication.SecretPost;
import dev.postern.core.token.introspection.ClientSecret;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that the provider is asked about. */
@Timeout(30)
class IntrospectionTest {
    private static final ClientAuthentication BASIC = new SecretBasic("mail", new ClientSecret("s:c r+t"));

    @Test
    void acceptsWhatTheProviderCallsActiveAndAsksOnce() {
        try (Verifying at = asking(TokenKind.OPAQUE, BASIC)) {
            String token = at.provider.opaqueToken(at.provider.token().claims());
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
            assertThat(Verifying.outcome(at.verify(token, "ada@example.org", "smtp")))
                    .isEqualTo("ada@example.org");
            assertThat(at.provider.introspectionCalls()).hasSize(1);
            assertThat(at.provider.keyFetches()).isZero();
        }
    }

    @Test
    void refusesWhatItCallsInactiveOrDoesNotKnow() {
        try (Verifying at = asking(TokenKind.OPAQUE, BASIC)) {
            String token = at.provider.opaqueToken(at.provider.token().claims());
            at.provider.revoke(token);
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("INACTIVE");
            assertThat(Verifying.outcome(at.verify("never-seen"))).isEqualTo("INACTIVE");
        }
    }

    @Test
    void holdsTheAnswerToTheSameRules() {
        try (Verifying at = asking(TokenKind.OPAQUE, BASIC)) {
            assertThat(outcome(at, at.provider.token().without("aud"))).isEqualTo("WRONG_AUDIENCE");
            assertThat(outcome(at, at.provider.token().without("exp"))).isEqualTo("MISSING_CLAIM");
            assertThat(outcome(at, at.provider.token().claim("typ", "Refresh"))).isEqualTo("WRONG_TYPE");
            assertThat(outcome(at, at.provider.token().claim("iss", "https://other.example")))
                    .isEqualTo("UNKNOWN_ISSUER");
            assertThat(outcome(at, at.provider.token().claim("email", "a*b"))).isEqualTo("MAILBOX_NOT_ALLOWED");
        }
    }

    private static String outcome(Verifying at, TestToken token) {
        return Verifying.outcome(at.verify(at.provider.opaqueToken(token.claims())));
    }

    @Test
    void troubleOfTheProviderIsTemporaryAndNotRemembered() {
        try (Verifying at = asking(TokenKind.OPAQUE, BASIC)) {
            String token = at.provider.opaqueToken(at.provider.token().claims());
            for (Mood mood : List.of(Mood.DOWN, Mood.NOT_JSON, Mood.HUGE, Mood.REDIRECTING, Mood.SLOW)) {
                at.provider.become(mood);
                assertThat(Verifying.outcome(at.verify(token))).as("%s", mood).isEqualTo("PROVIDER_UNAVAILABLE");
            }
            at.provider.become(Mood.WELL);
            assertThat(Verifying.outcome(at.verify(token))).isEqualTo("ada@example.org");
        }
    }

    @Test
    void checksASignatureBeforeItAsks() {
        try (Verifying at = asking(TokenKind.JWT_THEN_INTROSPECTION, BASIC)) {
            TestToken forged = at.provider.token().forgedBy(TestKey.generate("x", "ES256"));
            assertThat(Verifying.outcome(at.verify(forged.build()))).isEqualTo("BAD_SIGNATURE");
            assertThat(at.provider.introspectionCalls()).isEmpty();
        }
    }

    @Test
    void completesALightWeightTokenFromTheAnswer() {
        try (Verifying at = asking(TokenKind.JWT_THEN_INTROSPECTION, BASIC)) {
            Map<String, Object> all = at.provider.token().claims();
            String light = at.provider
                    .token()
                    .without("email")
                    .without("email_verified")
                    .without("aud")
                    .build();
            at.provider.remember(light, all);
            assertThat(Verifying.outcome(at.verify(light))).isEqualTo("ada@example.org");
            String someoneElses = at.provider.token().claim("sub", "another").build();
            at.provider.remember(someoneElses, all);
            assertThat(Verifying.outcome(at.verify(someoneElses))).isEqualTo("MALFORMED");
        }
    }

    @Test
    void boundsTheQuestionsUnderWay() {
        IntrospectionSettings narrow = new IntrospectionSettings(null, BASIC, Duration.ofMinutes(1), 1, 2);
        try (Verifying at = Verifying.with(issuer -> with(issuer, TokenKind.OPAQUE, narrow))) {
            at.provider.delay(Duration.ofMillis(100));
            List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                verdicts.add(
                        at.begin(at.provider.opaqueToken(at.provider.token().claims()), "", "imap"));
            }
            assertThat(verdicts.stream().map(verdict -> Verifying.outcome(verdict.join())))
                    .containsExactly(
                            "ada@example.org", "ada@example.org", "ada@example.org", "OVERLOADED", "OVERLOADED");
        }
    }

    @Test
    void provesItselfInTheHeader() {
        // hazard 21: the secret is in the header only, encoded as RFC 6749 §2.3.1 says
        try (Verifying at = asking(TokenKind.OPAQUE, BASIC)) {
            at.verify("a-token");
            var call = at.provider.introspectionCalls().get(0);
            String expected =
                    Base64.getEncoder().encodeToString("mail:s%3Ac+r%2Bt".getBytes(StandardCharsets.US_ASCII));
            assertThat(call.authorization()).isEqualTo("Basic " + expected);
            assertThat(call.form()).isEqualTo("token=a-token&token_type_hint=access_token");
            assertThat(BASIC.toString()).doesNotContain("s:c");
        }
    }

    @Test
    void provesItselfInTheForm() {
        try (Verifying at = asking(TokenKind.OPAQUE, new SecretPost("mail", new ClientSecret("s c")))) {
            at.verify("a-token");
            var call = at.provider.introspectionCalls().get(0);
            assertThat(call.authorization()).isEmpty();
            assertThat(call.form()).endsWith("&client_id=mail&client_secret=s+c");
        }
    }

    @Test
    void provesItselfWithAKey(@TempDir Path folder) throws IOException {
        TestKey key = TestKey.generate("client-key", "RS256");
        Path file = folder.resolve("key.pem");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.pair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        PrivateKeyJwt signed = new PrivateKeyJwt("mail", file, "client-key", SignatureAlgorithm.RS256);
        try (Verifying at = asking(TokenKind.OPAQUE, signed)) {
            at.verify("a-token");
            assertThat(at.provider.introspectionCalls().get(0).form())
                    .contains("&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer")
                    .containsPattern("&client_assertion=ey[^.]+\\.ey[^.]+\\.[A-Za-z0-9_-]{300,}");
        }
    }

    private static Verifying asking(TokenKind kind, ClientAuthentication who) {
        return Verifying.with(issuer -> with(issuer, kind, IntrospectionSettings.by(who)));
    }

    private static IssuerSettings with(IssuerSettings issuer, TokenKind kind, IntrospectionSettings asking) {
        return new IssuerSettings(
                issuer.issuer(),
                kind,
                issuer.keys(),
                asking,
                issuer.acceptance(),
                issuer.identity(),
                issuer.http(),
                issuer.sessions());
    }
}
