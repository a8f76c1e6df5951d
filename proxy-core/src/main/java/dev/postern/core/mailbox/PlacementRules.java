package dev.postern.core.mailbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where mailboxes live. The first rule that speaks of a mailbox decides: the file, the token's claim, the domain, the
 * default. Shared by all threads; never blocks.
 */
public final class PlacementRules {
    private final Set<String> backends;
    private final @Nullable MailboxFile file;
    private final Map<String, String> domains = new TreeMap<>();
    private final @Nullable String standard;

    /**
     * @param backends all that exist
     * @param file null for none
     * @param domains backends by domain
     * @param standard for mailboxes that no other rule speaks of; null where these live nowhere
     */
    public PlacementRules(
            Set<String> backends, @Nullable MailboxFile file, Map<String, String> domains, @Nullable String standard) {
        this.backends = Set.copyOf(backends);
        this.file = file;
        domains.forEach((domain, backend) -> this.domains.put(MailboxName.folded(domain), backend));
        this.standard = standard;
        if (!backends.containsAll(domains.values()) || (standard != null && !backends.contains(standard))) {
            throw new IllegalArgumentException("a rule names an unknown backend");
        }
    }

    /**
     * Asks the rules in their order.
     *
     * @param mailbox as it is opened
     * @param claimed what the token of the mailbox's own user says; empty where it says nothing
     */
    public Placement place(String mailbox, String claimed) {
        Optional<String> listed = file == null ? Optional.empty() : file.backendOf(mailbox);
        if (listed.isPresent()) {
            return new Placement(listed.get(), "file");
        }
        if (!claimed.isEmpty()) {
            // The default would show an empty mailbox, or somebody's old one, to a user who was moved elsewhere.
            return backends.contains(claimed)
                    ? new Placement(claimed, "claim")
                    : new Placement(null, "the token's claim names no backend: " + claimed);
        }
        String folded = MailboxName.folded(mailbox);
        String ofDomain = domains.get(folded.substring(folded.indexOf('@') + 1));
        if (ofDomain != null && folded.indexOf('@') >= 0) {
            return new Placement(ofDomain, "domain");
        }
        return standard == null
                ? new Placement(null, "no rule places this mailbox")
                : new Placement(standard, "default");
    }
}
