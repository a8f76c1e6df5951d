package dev.postern.core.token.policy;

import dev.postern.core.token.json.ClaimPath;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of an issuer are for us, and for how long.
 *
 * @param audiences one of these must be in {@code aud}
 * @param clients one of these must have asked for the token ({@code azp}, {@code client_id}); empty for any
 * @param required for every protocol
 * @param requiredFor on top of it, by protocol: {@code imap}, {@code smtp}
 * @param roleClaims where roles stand
 * @param leeway how far clocks may differ, both ways
 * @param longestAge since {@code iat}; null for any
 * @param largestToken characters
 */
public record AcceptanceSettings(
        Set<String> audiences,
        Set<String> clients,
        Requirements required,
        Map<String, Requirements> requiredFor,
        List<ClaimPath> roleClaims,
        Duration leeway,
        @Nullable Duration longestAge,
        int largestToken) {
    public static final Duration STANDARD_LEEWAY = Duration.ofSeconds(30);
    /** Clients send up to 12 kB. */
    public static final int STANDARD_SIZE = 16 * 1024;
    /** Where Keycloak puts the roles of a realm, and others theirs. */
    public static final List<ClaimPath> STANDARD_ROLE_CLAIMS =
            List.of(new ClaimPath("realm_access.roles"), new ClaimPath("roles"));

    public AcceptanceSettings {
        audiences = Set.copyOf(audiences);
        clients = Set.copyOf(clients);
        requiredFor = Map.copyOf(requiredFor);
        roleClaims = List.copyOf(roleClaims);
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException("no audience: every token of the issuer would do");
        }
        if (leeway.isNegative() || (longestAge != null && longestAge.isNegative())) {
            throw new IllegalArgumentException("a negative time");
        }
    }

    /** Whether tokens that name these clients are welcome: where one names two, both must be. */
    public boolean admits(Collection<String> named) {
        return clients.isEmpty() || (!named.isEmpty() && clients.containsAll(named));
    }

    /** For this audience, all else as usual. */
    public static AcceptanceSettings forAudience(String audience) {
        return new AcceptanceSettings(
                Set.of(audience),
                Set.of(),
                Requirements.NONE,
                Map.of(),
                STANDARD_ROLE_CLAIMS,
                STANDARD_LEEWAY,
                null,
                STANDARD_SIZE);
    }
}
