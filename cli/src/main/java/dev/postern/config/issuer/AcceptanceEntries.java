package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Values;
import dev.postern.config.type.Octets;
import dev.postern.config.type.Text;
import dev.postern.config.type.TimeSpan;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.policy.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of an issuer that say which of its tokens are for us. */
final class AcceptanceEntries {
    private static final int KIB = 1024;
    /** What stands around a token in a SASL response: GS2 header, identity, {@code auth=Bearer}; RFC 7628 §3.1. */
    private static final int AROUND_TOKEN = 512;

    static final Values<String> AUDIENCE = Values.required(
            "audience",
            Text.LINE,
            List.of("mail"),
            "What a token must carry in aud; one of these, where there are several.");
    static final Values<String> CLIENTS = Values.optional(
            "clients",
            Text.LINE,
            List.of("thunderbird"),
            "The OAuth clients (azp, client_id) that may log in; all, where absent.");
    static final Values<ClaimPath> ROLE_CLAIMS = Values.standard(
            "role-claims",
            new TokenTexts.Claim(),
            AcceptanceSettings.STANDARD_ROLE_CLAIMS,
            "Where roles stand, dots between levels.");
    static final Nested<Requirements> IMAP =
            Nested.optional("imap", new RequirementsSection(), "What a token must carry on top of that to read mail.");
    static final Nested<Requirements> SMTP =
            Nested.optional("smtp", new RequirementsSection(), "What a token must carry on top of that to send mail.");
    static final Setting<Duration> LEEWAY = Setting.standard(
            "leeway",
            TimeSpan.ofSeconds(0, 300),
            AcceptanceSettings.STANDARD_LEEWAY,
            "How far the provider's clock and ours may differ.");
    static final Setting<Duration> LONGEST_AGE = Setting.optional(
            "longest-age",
            TimeSpan.ofSeconds(60, 366L * 24 * 60 * 60),
            Duration.ofHours(1),
            "How long ago a token may have been issued (iat), whatever its own end; any time, where absent.");
    static final Setting<Integer> LARGEST_TOKEN = Setting.standard(
            "largest-token",
            new Octets(KIB, 96 * KIB),
            AcceptanceSettings.STANDARD_SIZE,
            "The largest token that is looked at; limits.response-length must be able to carry it.");

    static final List<Entry> ALL = all();

    private AcceptanceEntries() {}

    private static List<Entry> all() {
        List<Entry> entries = new ArrayList<>(List.of(AUDIENCE, CLIENTS));
        entries.addAll(RequirementsSection.ENTRIES);
        entries.addAll(List.of(ROLE_CLAIMS, IMAP, SMTP, LEEWAY, LONGEST_AGE, LARGEST_TOKEN));
        return List.copyOf(entries);
    }

    static AcceptanceSettings read(Mapping mapping) {
        Map<String, Requirements> byProtocol = new LinkedHashMap<>();
        mapping.optionalSection(IMAP).ifPresent(required -> byProtocol.put(IMAP.key(), required));
        mapping.optionalSection(SMTP).ifPresent(required -> byProtocol.put(SMTP.key(), required));
        List<String> audiences = mapping.values(AUDIENCE);
        return new AcceptanceSettings(
                Set.copyOf(audiences.isEmpty() ? AUDIENCE.example() : audiences),
                Set.copyOf(mapping.values(CLIENTS)),
                new RequirementsSection().read(mapping),
                byProtocol,
                mapping.values(ROLE_CLAIMS),
                mapping.value(LEEWAY),
                mapping.optional(LONGEST_AGE).orElse(null),
                mapping.value(LARGEST_TOKEN));
    }

    static void mustFit(Mapping issuer, int responseLength) {
        Mapping quiet = issuer.unheard();
        // RFC 4648 §4: three octets become four characters.
        int carried = responseLength / 4 * 3 - AROUND_TOKEN;
        if (quiet.written(LARGEST_TOKEN) && quiet.sound(LARGEST_TOKEN) && quiet.value(LARGEST_TOKEN) > carried) {
            issuer.problem(
                    LARGEST_TOKEN,
                    "is more than a line of limits.response-length carries, " + carried + "B",
                    "write less, or raise limits.response-length");
        }
    }
}
