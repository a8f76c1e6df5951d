package dev.postern.core.token.identity;

import dev.postern.core.token.json.ClaimPath;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may open other mailboxes than their own; nobody unless one of these says so.
 *
 * @param mailboxClaim a claim that lists mailboxes; null for none
 * @param roleClaims where roles {@code mailbox:NAME} stand; empty for nowhere
 * @param file lines {@code person: mailbox mailbox …}, read again when it changes; null for none
 */
public record DelegationSettings(
        @Nullable ClaimPath mailboxClaim,
        List<ClaimPath> roleClaims,
        @Nullable Path file) {
    public static final DelegationSettings NONE = new DelegationSettings(null, List.of(), null);

    public DelegationSettings {
        roleClaims = List.copyOf(roleClaims);
    }
}
