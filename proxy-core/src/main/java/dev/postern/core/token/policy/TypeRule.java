package dev.postern.core.token.policy;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An access token that whoever bears it may use, and nothing that merely looks like one.
 *
 * <p>A header without {@code typ} is accepted: RFC 7519 §5.1 makes it optional and older providers leave it out; the
 * other marks below still hold.
 */
public final class TypeRule {
    /** RFC 9068 §4, and what providers wrote before it. */
    private static final Set<String> HEADER_TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");

    private TypeRule() {}

    public static Finding judge(Claims header, Claims claims) {
        return new ClaimRule(Check.TYPE, all -> judge(header.text("typ").orElse(""), all)).judge(claims);
    }

    private static Finding judge(String headerType, Claims claims) throws MalformedClaim {
        String type = headerType.toLowerCase(Locale.ROOT);
        if (!HEADER_TYPES.contains(type)) {
            return wrong("typ is " + headerType);
        }
        // Keycloak's own mark: Bearer, else ID, Refresh, Offline, Logout, or DPoP for a token that is no bearer's.
        String marked = claims.text("typ").orElse("");
        if (!marked.isEmpty() && !marked.equalsIgnoreCase("Bearer")) {
            return wrong("claim typ is " + marked);
        }
        // OpenID Connect Core §3.1.3.6, Back-Channel Logout §2.4, RFC 7800 §3.1: ID token, logout token, bound token.
        for (String foreign : List.of("at_hash", "c_hash", "events", "cnf")) {
            if (claims.has(foreign)) {
                return wrong("has " + foreign);
            }
        }
        // Older Keycloaks put the nonce into access tokens, too, but call them Bearer.
        boolean saysAccess = !marked.isEmpty() || type.endsWith("at+jwt");
        return claims.has("nonce") && !saysAccess
                ? wrong("has nonce")
                : Finding.ok(Check.TYPE, type.isEmpty() ? "no typ" : headerType);
    }

    private static Finding wrong(String detail) {
        return Finding.failed(Check.TYPE, TokenRefusal.WRONG_TYPE, detail);
    }
}
