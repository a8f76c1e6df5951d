package dev.postern.core.token.identity;

import dev.postern.core.mailbox.MailboxName;
import org.jspecify.annotations.Nullable;

/**
 * How an issuer's claims become a mailbox.
 *
 * @param mailbox the template
 * @param verifiedEmailOnly where the template uses {@code email}, whether {@code email_verified} must be true
 * @param lowerCase whether upper case is folded
 * @param stripDomain this domain is taken off; null for none
 * @param addDomain this domain is put behind a name without one; null for none
 * @param delegation who may open other mailboxes
 */
public record IdentitySettings(
        MailboxTemplate mailbox,
        boolean verifiedEmailOnly,
        boolean lowerCase,
        @Nullable String stripDomain,
        @Nullable String addDomain,
        DelegationSettings delegation) {
    /** Verified, lower case, no change of domain, no delegation. */
    public static IdentitySettings of(String template) {
        return new IdentitySettings(MailboxTemplate.parse(template), true, true, null, null, DelegationSettings.NONE);
    }

    /** A claim's or a client's spelling of a mailbox, as the backend spells it. */
    String normalised(String spelled) {
        String name = lowerCase ? MailboxName.folded(spelled) : spelled;
        if (stripDomain != null && MailboxName.folded(name).endsWith("@" + MailboxName.folded(stripDomain))) {
            name = name.substring(0, name.length() - stripDomain.length() - 1);
        }
        return addDomain != null && name.indexOf('@') < 0 && !name.isEmpty() ? name + "@" + addDomain : name;
    }
}
