package dev.postern.core.token.verification;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.jwt.SignatureCheck;
import dev.postern.core.token.jwt.SignedToken;
import java.util.List;

/** What the outcome of a signature's check means for the token. */
final class KeyFindings {
    private KeyFindings() {}

    /** @param trouble why keys could not be fetched lately; may be empty */
    static List<Finding> of(SignatureCheck.Outcome outcome, SignedToken token, String trouble) {
        String key = "kid " + token.header().textOrEmpty("kid");
        return switch (outcome) {
            case GOOD -> List.of(Finding.ok(Check.KEY, key), Finding.ok(Check.SIGNATURE, ""));
            case UNKNOWN_KEY -> List.of(Finding.failed(Check.KEY, TokenRefusal.UNKNOWN_KEY, key));
            case BAD_SIGNATURE ->
                List.of(Finding.ok(Check.KEY, key), Finding.failed(Check.SIGNATURE, TokenRefusal.BAD_SIGNATURE, key));
            case PROVIDER_UNAVAILABLE ->
                List.of(Finding.failed(
                        Check.KEY,
                        TokenRefusal.PROVIDER_UNAVAILABLE,
                        "keys cannot be fetched" + (trouble.isEmpty() ? "" : ": " + trouble)));
            case OVERLOADED -> List.of(Finding.failed(Check.KEY, TokenRefusal.OVERLOADED, "too many wait for keys"));
        };
    }
}
