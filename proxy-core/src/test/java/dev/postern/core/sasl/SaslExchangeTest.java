package dev.postern.core.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestGrant;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of an exchange. */
class SaslExchangeTest {
    private static final String RESPONSE = encoded("n,a=ada,\u0001auth=Bearer vF9d\u0001\u0001");
    private static final Verdict.Accepted ADA = TestGrant.accepted("ada");

    private final RecordingPeer peer = new RecordingPeer();
    private final SaslExchange exchange = new SaslExchange(SaslMechanism.OAUTHBEARER, peer);

    @Test
    void takesAnInitialResponse() {
        exchange.begin(RESPONSE);
        exchange.onVerdict(ADA);
        assertThat(peer.said).containsExactly("verify ada vF9d", "authenticated ada");
    }

    @Test
    void asksForTheResponseWhereThereIsNone() {
        exchange.begin(null);
        exchange.onResponse(RESPONSE);
        assertThat(peer.said).containsExactly("challenge ", "verify ada vF9d");
    }

    @Test
    void takesACancellation() {
        // hazard 13
        exchange.begin(null);
        exchange.onResponse("*");
        assertThat(peer.said).containsExactly("challenge ", "refused CANCELLED");
        assertThatThrownBy(() -> exchange.onResponse(RESPONSE)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "", "*", "AAAA", "no base64"})
    void refusesAMalformedInitialResponse(String response) {
        exchange.begin(response);
        assertThat(peer.said).containsExactly("refused MALFORMED");
    }

    @Test
    void boundsTheResponse() {
        // hazard 16: at the limit and one quantum beyond
        int framing = "n,a=ada,\u0001auth=Bearer \u0001\u0001".length();
        int most = SaslExchange.LONGEST_RESPONSE / 4 * 3;
        String longest = encoded("n,a=ada,\u0001auth=Bearer " + "a".repeat(most - framing) + "\u0001\u0001");
        assertThat(longest).hasSize(SaslExchange.LONGEST_RESPONSE);
        exchange.begin(longest);
        assertThat(peer.said).hasSize(1).first().asString().startsWith("verify ada aaaa");

        RecordingPeer other = new RecordingPeer();
        new SaslExchange(SaslMechanism.OAUTHBEARER, other).begin(longest + "AAAA");
        assertThat(other.said).containsExactly("refused TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ==", "", "*", "a1 AUTHENTICATE XOAUTH2 abc", "\u0000"})
    void takesAnythingAsAcknowledgement(String line) {
        exchange.begin(RESPONSE);
        exchange.onVerdict(refused(TokenRefusal.EXPIRED, "https://idp.example/.well-known/openid-configuration"));
        assertThat(peer.said)
                .last()
                .isEqualTo("error {\"status\":\"invalid_token\",\"openid-configuration\":"
                        + "\"https://idp.example/.well-known/openid-configuration\"}");
        exchange.onResponse(line);
        assertThat(peer.said).last().isEqualTo("refused INVALID_TOKEN");
    }

    @Test
    void doesNotWaitForEverForTheAcknowledgement() {
        exchange.begin(RESPONSE);
        exchange.onVerdict(refused(TokenRefusal.INSUFFICIENT_SCOPE, ""));
        assertThat(peer.said).last().isEqualTo("error {\"status\":\"insufficient_scope\"}");
        exchange.onAcknowledgementOverdue();
        assertThat(peer.said).last().isEqualTo("refused INSUFFICIENT_SCOPE");
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenRefusal.class,
            names = {"PROVIDER_UNAVAILABLE", "OVERLOADED"})
    void callsNoTokenBadForTroubleOfOurs(TokenRefusal why) {
        exchange.begin(RESPONSE);
        exchange.onVerdict(refused(why, ""));
        assertThat(peer.said).containsExactly("verify ada vF9d", "refused TEMPORARY");
    }

    @Test
    void speaksXoauth2sOwnJson() {
        for (TokenRefusal why : new TokenRefusal[] {TokenRefusal.EXPIRED, TokenRefusal.INSUFFICIENT_SCOPE}) {
            RecordingPeer xoauth2 = new RecordingPeer();
            SaslExchange other = new SaslExchange(SaslMechanism.XOAUTH2, xoauth2);
            other.begin(encoded("user=ada\u0001auth=Bearer vF9d\u0001\u0001"));
            other.onVerdict(refused(why, "https://idp.example"));
            String status = why == TokenRefusal.EXPIRED ? "400" : "403";
            assertThat(xoauth2.said).last().isEqualTo("error {\"status\":\"" + status + "\",\"schemes\":\"bearer\"}");
        }
    }

    @Test
    void keepsNothingOfAnAttemptBefore() {
        // hazard 14: a malformed second attempt must not be verified with the first one's credentials
        exchange.begin(RESPONSE);
        exchange.onVerdict(refused(TokenRefusal.EXPIRED, ""));
        exchange.onResponse("");
        RecordingPeer again = new RecordingPeer();
        new SaslExchange(SaslMechanism.OAUTHBEARER, again).begin(encoded("n,a=grace,\u0001\u0001"));
        assertThat(again.said).containsExactly("refused MALFORMED");
        assertThat(again.credentials).isNull();
    }

    @Test
    void takesOneVerdictOnly() {
        exchange.begin(RESPONSE);
        exchange.onVerdict(ADA);
        assertThatThrownBy(() -> exchange.onVerdict(ADA)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.begin(RESPONSE)).isInstanceOf(IllegalStateException.class);
    }

    private static Verdict.Refused refused(TokenRefusal why, String openidConfiguration) {
        return new Verdict.Refused(why, "", openidConfiguration, "");
    }

    private static String encoded(String response) {
        return Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8));
    }
}
