package dev.postern.core.token.identity;

import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether somebody may open a mailbox that is not their own, and by which rule. Shared by all threads. */
final class Delegation {
    private static final String ROLE = "mailbox:";

    private final IdentitySettings settings;
    private final @Nullable SharedMailboxes shared;

    Delegation(IdentitySettings settings, @Nullable SharedMailboxes shared) {
        this.settings = settings;
        this.shared = shared;
    }

    /** The rule that allows it, as operators know it; empty where none does. */
    Optional<String> rule(Claims claims, String person, String mailbox) throws MalformedClaim {
        ClaimPath listed = settings.delegation().mailboxClaim();
        if (listed != null && lists(claims, listed, "", mailbox)) {
            return Optional.of("claim " + listed.text());
        }
        for (ClaimPath roles : settings.delegation().roleClaims()) {
            if (lists(claims, roles, ROLE, mailbox)) {
                return Optional.of("role " + ROLE + mailbox);
            }
        }
        return shared != null && shared.allows(person, mailbox) ? Optional.of("file") : Optional.empty();
    }

    private boolean lists(Claims claims, ClaimPath path, String prefix, String mailbox) throws MalformedClaim {
        Optional<Object> found = path.in(claims);
        if (found.isEmpty()) {
            return false;
        }
        return Claims.texts(path.text(), found.get()).stream()
                .filter(name -> name.startsWith(prefix))
                .anyMatch(name ->
                        settings.normalised(name.substring(prefix.length())).equals(mailbox));
    }
}
