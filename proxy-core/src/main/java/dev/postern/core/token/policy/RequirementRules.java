package dev.postern.core.token.policy;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Scopes, roles and claims that the policy asks for, in general and for one protocol. */
final class RequirementRules {
    private final AcceptanceSettings settings;

    RequirementRules(AcceptanceSettings settings) {
        this.settings = settings;
    }

    private List<Requirements> requirements(String protocol) {
        return List.of(settings.required(), settings.requiredFor().getOrDefault(protocol, Requirements.NONE));
    }

    /** RFC 8693 §4.2: {@code scope} is one string with spaces between; {@code scp} is what others use. */
    Finding scopes(Claims claims, String protocol) throws MalformedClaim {
        Set<String> granted =
                new HashSet<>(List.of(claims.text("scope").orElse("").split(" ", -1)));
        for (String scopes : claims.texts("scp")) {
            granted.addAll(List.of(scopes.split(" ", -1)));
        }
        Set<String> missing = new HashSet<>();
        requirements(protocol).forEach(required -> missing.addAll(required.scopes()));
        missing.removeAll(granted);
        return missing.isEmpty()
                ? Finding.ok(Check.SCOPE, "")
                : Finding.failed(Check.SCOPE, TokenRefusal.INSUFFICIENT_SCOPE, "lacks " + String.join(" ", missing));
    }

    Finding roles(Claims claims, String protocol) throws MalformedClaim {
        Set<String> missing = new HashSet<>();
        requirements(protocol).forEach(required -> missing.addAll(required.roles()));
        if (!missing.isEmpty()) {
            missing.removeAll(roles(claims, settings.roleClaims()));
        }
        return missing.isEmpty()
                ? Finding.ok(Check.ROLES, "")
                : Finding.failed(Check.ROLES, TokenRefusal.INSUFFICIENT_SCOPE, "lacks " + String.join(" ", missing));
    }

    private static List<String> roles(Claims claims, List<ClaimPath> paths) throws MalformedClaim {
        List<String> roles = new ArrayList<>();
        for (ClaimPath path : paths) {
            Optional<Object> found = path.in(claims);
            if (found.isPresent()) {
                roles.addAll(Claims.texts(path.text(), found.get()));
            }
        }
        return roles;
    }

    Finding claims(Claims claims, String protocol) {
        for (Requirements required : requirements(protocol)) {
            for (Map.Entry<String, String> claim : required.claims().entrySet()) {
                Object found = new ClaimPath(claim.getKey()).in(claims).orElse("");
                if (!says(found, claim.getValue())) {
                    return Finding.failed(Check.CLAIMS, TokenRefusal.MISSING_CLAIM, claim.getKey());
                }
            }
        }
        return Finding.ok(Check.CLAIMS, "");
    }

    private static boolean says(Object found, String wanted) {
        return found instanceof List<?> list
                ? list.stream().anyMatch(element -> Objects.toString(element).equals(wanted))
                : found.toString().equals(wanted);
    }
}
