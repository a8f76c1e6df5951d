package dev.postern.config;

import dev.postern.core.token.json.ClaimPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which mailbox lives at which backend.
 *
 * @param file lines {@code mailbox backend}; empty for none
 * @param claim where tokens name the backend of their user's mailbox; empty where they do not
 * @param domains backends by domain
 * @param standard for all other mailboxes; empty where these live nowhere
 */
public record MailboxRoutes(
        Optional<Path> file, Optional<ClaimPath> claim, Map<String, String> domains, Optional<String> standard) {
    public MailboxRoutes {
        domains = Map.copyOf(domains);
    }
}
