package dev.postern.config;

import dev.postern.config.issuer.TokenTexts;
import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Pairs;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.Text;
import dev.postern.core.token.json.ClaimPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which mailbox lives at which backend, where there are several. */
final class MailboxRoutesSection implements Section<MailboxRoutes> {
    /** As default: mailboxes that no rule speaks of are refused. */
    static final String NONE = "none";

    static final Setting<Path> FILE = Setting.optional(
            "file",
            ReadableFile.PUBLIC,
            Path.of("/etc/postern/mailboxes"),
            "A file with lines 'mailbox backend', the first rule that is asked; a change of it is in force within "
                    + "seconds.");
    static final Setting<ClaimPath> CLAIM = Setting.optional(
            "claim",
            new TokenTexts.Claim(),
            new ClaimPath("mail_backend"),
            "The claim that names the backend of the token's user, the second rule; a name that is no backend's is "
                    + "refused.");
    static final Pairs<String> DOMAINS = Pairs.optional(
            "domains",
            new Text("a domain name in lower case", Pattern.compile("[a-z0-9]([a-z0-9.-]{0,253}[a-z0-9])?")),
            Text.NAME,
            Map.of("example.org", "legacy"),
            "The backends of all mailboxes of a domain, the third rule.");
    static final Setting<String> DEFAULT = Setting.optional(
            "default",
            Text.NAME,
            "legacy",
            "The backend of all other mailboxes; none, where these are refused. May be left out with one backend.");

    @Override
    public List<Entry> entries() {
        return List.of(FILE, CLAIM, DOMAINS, DEFAULT);
    }

    @Override
    public MailboxRoutes read(Mapping mapping) {
        return new MailboxRoutes(
                mapping.optional(FILE),
                mapping.optional(CLAIM),
                mapping.pairs(DOMAINS),
                mapping.optional(DEFAULT).filter(name -> !name.equals(NONE)));
    }
}
