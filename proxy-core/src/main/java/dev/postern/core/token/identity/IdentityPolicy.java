package dev.postern.core.token.identity;

import dev.postern.core.mailbox.MailboxName;
import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.MalformedClaim;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From an issuer's claims, and what the client asked for, to a mailbox. Shared by all threads. */
public final class IdentityPolicy {
    private final IdentitySettings settings;
    private final Set<String> forbidden;
    private final Delegation delegation;

    /**
     * @param forbidden names that are nobody's mailbox: the master users
     * @param shared the delegation file's content; null where there is none
     */
    public IdentityPolicy(IdentitySettings settings, Set<String> forbidden, @Nullable SharedMailboxes shared) {
        this.settings = settings;
        this.forbidden = forbidden.stream().map(MailboxName::folded).collect(Collectors.toUnmodifiableSet());
        this.delegation = new Delegation(settings, shared);
    }

    /** @param asked the mailbox that the client named; empty where it left that to us */
    public Identification identify(Claims claims, String asked) {
        try {
            Optional<String> spelled = settings.mailbox().fill(claims);
            if (spelled.isEmpty()) {
                return unnamed(TokenRefusal.MISSING_CLAIM, "claims do not fill " + settings.mailbox());
            }
            if (settings.mailbox().uses("email") && settings.verifiedEmailOnly() && !emailIsVerified(claims)) {
                return unnamed(TokenRefusal.MAILBOX_NOT_ALLOWED, "email is not verified");
            }
            String actor = settings.normalised(spelled.get());
            return isAllowed(actor)
                    ? asking(claims, actor, asked)
                    : unnamed(TokenRefusal.MAILBOX_NOT_ALLOWED, "not a mailbox: " + actor);
        } catch (MalformedClaim wrongType) {
            return unnamed(TokenRefusal.MALFORMED, String.valueOf(wrongType.getMessage()));
        }
    }

    /** OpenID Connect Core §5.1: a JSON boolean; a string "true" is not one. */
    private static boolean emailIsVerified(Claims claims) {
        return claims.value("email_verified").filter(Boolean.TRUE::equals).isPresent();
    }

    private boolean isAllowed(String mailbox) {
        return MailboxName.isStrict(mailbox) && !forbidden.contains(MailboxName.folded(mailbox));
    }

    private Identification asking(Claims claims, String actor, String asked) {
        Finding named = Finding.ok(Check.MAILBOX, actor);
        String wanted = settings.normalised(asked);
        if (asked.isEmpty() || MailboxName.folded(wanted).equals(MailboxName.folded(actor))) {
            return new Identification(List.of(named, Finding.ok(Check.IDENTITY, "own mailbox")), actor, actor);
        }
        try {
            Optional<String> rule = isAllowed(wanted) ? delegation.rule(claims, actor, wanted) : Optional.empty();
            return rule.isPresent()
                    ? new Identification(
                            List.of(named, Finding.ok(Check.IDENTITY, wanted + " by " + rule.get())), actor, wanted)
                    : refused(named, actor, TokenRefusal.IDENTITY_MISMATCH, "asked for " + asked);
        } catch (MalformedClaim wrongType) {
            return refused(named, actor, TokenRefusal.MALFORMED, String.valueOf(wrongType.getMessage()));
        }
    }

    private static Identification refused(Finding named, String actor, TokenRefusal why, String detail) {
        return new Identification(List.of(named, Finding.failed(Check.IDENTITY, why, detail)), actor, "");
    }

    private static Identification unnamed(TokenRefusal why, String detail) {
        return new Identification(List.of(Finding.failed(Check.MAILBOX, why, detail)), "", "");
    }
}
