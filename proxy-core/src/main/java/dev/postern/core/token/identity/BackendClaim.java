package dev.postern.core.token.identity;

import dev.postern.core.token.Grant;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a token says of the backend where its user's own mailbox lives. */
public final class BackendClaim {
    /** What the configuration lets a backend be called. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    private BackendClaim() {}

    /** A name, checked and bounded; empty without the claim; {@link Grant#NO_BACKEND} where it is anything else. */
    public static String read(Claims claims, ClaimPath claim) {
        Optional<Object> found = claim.in(claims);
        if (found.isEmpty()) {
            return "";
        }
        // Providers that map attributes to claims put one value into a list, too.
        Object value = found.get() instanceof List<?> list && list.size() == 1 ? list.get(0) : found.get();
        return value instanceof String name && NAME.matcher(name).matches() ? name : Grant.NO_BACKEND;
    }
}
