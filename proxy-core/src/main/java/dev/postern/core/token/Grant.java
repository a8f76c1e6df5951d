package dev.postern.core.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token behind a login: what a provider may withdraw later.
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param clients the OAuth clients that it names, {@code azp} before {@code client_id}: none, one, or two that differ
 * @param sessionId the provider's {@code sid}; may be empty
 * @param issued {@code iat}; null where the token does not say
 * @param expires {@code exp}
 * @param backend the backend of this user's own mailbox, as a claim names it; empty where none does, {@link #NO_BACKEND}
 *     where it says something else
 * @param token knows the token again, without being it; a signed one however its signature is written
 */
public record Grant(
        String issuer,
        String subject,
        List<String> clients,
        String sessionId,
        @Nullable Instant issued,
        Instant expires,
        String backend,
        Fingerprint token) {
    /** What no backend can be called. */
    public static final String NO_BACKEND = "?";

    public Grant {
        clients = List.copyOf(clients);
    }

    /** The OAuth client that asked for the token; empty where it does not say. */
    public String client() {
        return clients.isEmpty() ? "" : clients.get(0);
    }
}
