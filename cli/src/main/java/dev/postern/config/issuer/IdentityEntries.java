package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Flag;
import dev.postern.core.token.identity.DelegationSettings;
import dev.postern.core.token.identity.IdentitySettings;
import dev.postern.core.token.identity.MailboxTemplate;
import java.util.List;

/** The entries of an issuer that say which mailbox its tokens open. */
final class IdentityEntries {
    static final Setting<MailboxTemplate> MAILBOX = Setting.standard(
            "mailbox",
            new TokenTexts.Template(),
            MailboxTemplate.parse("{preferred_username}"),
            "How claims of the token make the mailbox's name at the backend, such as '{preferred_username}@example.org'.");
    static final Setting<Boolean> LOWER_CASE = Setting.standard(
            "lower-case",
            new Flag(),
            true,
            "Whether upper-case letters become lower case, as Dovecot makes them anyway.");
    static final Setting<String> STRIP_DOMAIN = Setting.optional(
            "strip-domain",
            TokenTexts.DOMAIN,
            "example.org",
            "The domain that is taken off: ada@example.org opens ada. Other domains stay.");
    static final Setting<String> ADD_DOMAIN = Setting.optional(
            "add-domain",
            TokenTexts.DOMAIN,
            "example.org",
            "The domain that a name without one gets: ada opens ada@example.org.");
    static final Setting<Boolean> UNVERIFIED_EMAIL = Setting.standard(
            "unverified-email",
            new Flag(),
            false,
            "Whether the claim email counts though the provider has not verified it; then people may name themselves.");
    static final Nested<DelegationSettings> DELEGATION = Nested.optional(
            "delegation",
            new DelegationSection(),
            "Who may open mailboxes that are not their own, by asking for them; nobody, where absent.");

    static final List<Entry> ALL = List.of(MAILBOX, LOWER_CASE, STRIP_DOMAIN, ADD_DOMAIN, UNVERIFIED_EMAIL, DELEGATION);

    private IdentityEntries() {}

    static IdentitySettings read(Mapping mapping) {
        return new IdentitySettings(
                mapping.value(MAILBOX),
                !mapping.value(UNVERIFIED_EMAIL),
                mapping.value(LOWER_CASE),
                mapping.optional(STRIP_DOMAIN).orElse(null),
                mapping.optional(ADD_DOMAIN).orElse(null),
                mapping.optionalSection(DELEGATION).orElse(DelegationSettings.NONE));
    }
}
