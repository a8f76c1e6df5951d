package dev.postern.core.token.json;

import java.util.Map;
import java.util.Optional;

/**
 * Where a claim stands, as operators write it: {@code groups}, {@code realm_access.roles}.
 *
 * @param text names with dots between; a claim whose own name has dots is found under its whole name
 */
public record ClaimPath(String text) {
    public ClaimPath {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a claim without a name");
        }
    }

    public Optional<Object> in(Claims claims) {
        return find(claims.members(), text).filter(value -> value != JsonNull.NULL);
    }

    private static Optional<Object> find(Map<?, ?> members, String path) {
        Object whole = members.get(path);
        if (whole != null) {
            return Optional.of(whole);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (members.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Optional<Object> found = find(inner, path.substring(dot + 1));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
