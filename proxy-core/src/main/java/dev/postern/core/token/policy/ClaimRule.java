package dev.postern.core.token.policy;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;

/** One rule about claims. */
record ClaimRule(Check check, Test test) {
    /** Judges claims that are already known to be the issuer's. */
    interface Test {
        Finding judge(Claims claims) throws MalformedClaim;
    }

    Finding judge(Claims claims) {
        try {
            return test.judge(claims);
        } catch (MalformedClaim wrongType) {
            return Finding.failed(check, TokenRefusal.MALFORMED, String.valueOf(wrongType.getMessage()));
        }
    }
}
