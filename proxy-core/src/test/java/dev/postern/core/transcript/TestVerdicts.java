package dev.postern.core.transcript;

import dev.postern.core.testing.TestGrant;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;

/** What becomes of the tokens that transcripts name. */
public final class TestVerdicts {
    /** Whose mailbox it is where the client names none. */
    public static final String SOMEBODY = "ada@example.org";

    /** The token whose verdict waits until everything else was delivered. */
    public static final String SLOW = "slow-token";

    private static final String ISSUER = "https://idp.example.org/realms/example";

    private TestVerdicts() {}

    /** The verdict on a token by its name. */
    public static Verdict of(BearerCredentials credentials) {
        String asked = credentials.authorizationIdentity();
        return switch (credentials.token().reveal()) {
            case "good", SLOW -> accepted(asked.isEmpty() ? SOMEBODY : asked);
            case "expired-token" -> refused(TokenRefusal.EXPIRED);
            case "wrong-user-token" -> refused(TokenRefusal.IDENTITY_MISMATCH);
            case "no-scope-token" -> refused(TokenRefusal.INSUFFICIENT_SCOPE);
            case "outage-token" -> refused(TokenRefusal.PROVIDER_UNAVAILABLE);
            default -> refused(TokenRefusal.MALFORMED);
        };
    }

    private static Verdict accepted(String mailbox) {
        return TestGrant.accepted(mailbox);
    }

    private static Verdict refused(TokenRefusal why) {
        return new Verdict.Refused(why, "", ISSUER + "/.well-known/openid-configuration", "");
    }
}
