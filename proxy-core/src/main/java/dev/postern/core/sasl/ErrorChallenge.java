package dev.postern.core.sasl;

import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The JSON that tells a client why, in each mechanism's own words; no more than RFC 7628 §3.2.2 wants. */
final class ErrorChallenge {
    private ErrorChallenge() {}

    static String of(SaslMechanism mechanism, Verdict.Refused refused) {
        boolean scope = refused.why().kind() == TokenRefusal.Kind.SCOPE;
        String json = switch (mechanism) {
            case OAUTHBEARER ->
                "{\"status\":\"" + (scope ? "insufficient_scope" : "invalid_token") + "\""
                        + openidConfiguration(refused.openidConfiguration()) + "}";
            // Thunderbird for Android refreshes its token on 400 and gives up on anything else.
            case XOAUTH2 -> "{\"status\":\"" + (scope ? "403" : "400") + "\",\"schemes\":\"bearer\"}";
        };
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String openidConfiguration(String address) {
        return address.isEmpty() ? "" : ",\"openid-configuration\":" + JsonString.quoted(address);
    }
}
