package dev.postern.core.token.policy;

import java.util.Map;
import java.util.Set;

/**
 * What a token must carry beyond the basics.
 *
 * @param scopes all of these must be granted
 * @param roles all of these, in any of the role claims
 * @param claims by path, the value that must be there: the claim itself or one element of it
 */
public record Requirements(Set<String> scopes, Set<String> roles, Map<String, String> claims) {
    public static final Requirements NONE = new Requirements(Set.of(), Set.of(), Map.of());

    public Requirements {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        claims = Map.copyOf(claims);
    }
}
