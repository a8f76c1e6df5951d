package dev.postern.core.token.verification;

import dev.postern.core.token.json.ClaimPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens log in.
 *
 * @param issuers at least one; one at most with opaque tokens, since these do not name their issuer
 * @param forbiddenMailboxes names that are nobody's mailbox: the master users
 * @param backendClaim where tokens name the backend of their user's mailbox; null where they do not
 * @param cache how long verdicts are remembered
 */
public record TokenSettings(
        List<IssuerSettings> issuers,
        Set<String> forbiddenMailboxes,
        @Nullable ClaimPath backendClaim,
        VerdictCacheSettings cache) {
    public TokenSettings {
        issuers = List.copyOf(issuers);
        forbiddenMailboxes = Set.copyOf(forbiddenMailboxes);
        if (issuers.isEmpty()) {
            throw new IllegalArgumentException("no issuer");
        }
        Set<String> names = new HashSet<>();
        issuers.forEach(issuer -> {
            if (!names.add(issuer.issuer())) {
                throw new IllegalArgumentException("an issuer twice: " + issuer.issuer());
            }
        });
        // A token that is not a JWT would have to be shown to one provider after the other.
        if (issuers.stream().filter(issuer -> issuer.kind() == TokenKind.OPAQUE).count() > 1) {
            throw new IllegalArgumentException("more than one issuer of opaque tokens");
        }
    }
}
