package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Pairs;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Values;
import dev.postern.config.type.Text;
import dev.postern.core.token.policy.Requirements;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a token must carry beyond the basics: for every protocol, or on top of that for one. */
final class RequirementsSection implements Section<Requirements> {
    static final Values<String> SCOPES = Values.optional(
            "scopes",
            TokenTexts.SCOPE,
            List.of("mail"),
            "The scopes that a token must have been granted, all of them.");
    static final Values<String> ROLES = Values.optional(
            "roles", Text.LINE, List.of("mail-user"), "The roles that its user must have, all of them.");
    static final Pairs<String> CLAIMS = Pairs.optional(
            "claims",
            TokenTexts.CLAIM_NAME,
            Text.LINE,
            Map.of("acr", "2"),
            "Claims and the value that each must have, or have in its list.");

    static final List<Entry> ENTRIES = List.of(SCOPES, ROLES, CLAIMS);

    @Override
    public List<Entry> entries() {
        return ENTRIES;
    }

    @Override
    public Requirements read(Mapping mapping) {
        return new Requirements(
                Set.copyOf(mapping.values(SCOPES)), Set.copyOf(mapping.values(ROLES)), mapping.pairs(CLAIMS));
    }
}
