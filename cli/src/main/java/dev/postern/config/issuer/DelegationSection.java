package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Values;
import dev.postern.config.type.ReadableFile;
import dev.postern.core.token.identity.DelegationSettings;
import dev.postern.core.token.identity.SharedMailboxes;
import dev.postern.core.token.json.ClaimPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may open other mailboxes than their own. */
final class DelegationSection implements Section<DelegationSettings> {
    static final Setting<ClaimPath> MAILBOX_CLAIM = Setting.optional(
            "mailbox-claim",
            new TokenTexts.Claim(),
            new ClaimPath("mailboxes"),
            "The claim that lists further mailboxes of the token's user.");
    static final Values<ClaimPath> ROLE_CLAIMS = Values.optional(
            "role-claims",
            new TokenTexts.Claim(),
            List.of(new ClaimPath("realm_access.roles")),
            "Where roles stand of which 'mailbox:support' opens the mailbox support.");
    static final Setting<Path> FILE = Setting.optional(
            "file",
            ReadableFile.PUBLIC,
            Path.of("/etc/postern/shared-mailboxes"),
            "A file with lines 'person: mailbox mailbox'; a change of it is in force within seconds.");

    @Override
    public List<Entry> entries() {
        return List.of(MAILBOX_CLAIM, ROLE_CLAIMS, FILE);
    }

    @Override
    public DelegationSettings read(Mapping mapping) {
        Optional<Path> file = mapping.optional(FILE);
        if (file.isPresent()) {
            try {
                SharedMailboxes.check(file.get());
            } catch (IllegalArgumentException unusable) {
                mapping.problem(FILE, String.valueOf(unusable.getMessage()), "mend that file");
            }
        }
        return new DelegationSettings(
                mapping.optional(MAILBOX_CLAIM).orElse(null), mapping.values(ROLE_CLAIMS), file.orElse(null));
    }
}
