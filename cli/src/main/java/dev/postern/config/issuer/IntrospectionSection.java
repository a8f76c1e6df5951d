package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Choice;
import dev.postern.config.type.Text;
import dev.postern.config.type.TimeSpan;
import dev.postern.config.type.WebAddress;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.token.introspection.IntrospectionSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How a provider is asked about tokens. */
final class IntrospectionSection implements Section<IntrospectionSettings> {
    static final Setting<URI> ENDPOINT = Setting.optional(
            "endpoint",
            new WebAddress(),
            URI.create("https://idp.example.org/realms/example/protocol/openid-connect/token/introspect"),
            "Where to ask; without it the provider's discovery document says so.");
    static final Setting<String> CLIENT_ID = Setting.required(
            "client-id",
            // RFC 6749 §A.1, less the space.
            new Text("printable ASCII without spaces", Pattern.compile("[!-~]{1,256}")),
            "postern",
            "Who we are at the provider; with Keycloak, this must be in the token's aud.");
    static final Setting<ProofSettings.Method> AUTHENTICATION = Setting.standard(
            "authentication",
            Choice.of(ProofSettings.Method.class),
            ProofSettings.Method.CLIENT_SECRET_BASIC,
            "How we prove it: a secret in the header or in the form, an assertion signed by our key, or a certificate.");
    static final Setting<Duration> CACHE_FOR = Setting.standard(
            "cache-for",
            TimeSpan.ofSeconds(0, 60 * 60),
            Duration.ofMinutes(1),
            "How long an answer serves; never beyond the token's end.");
    static final Setting<Integer> CONCURRENT =
            Setting.standard("concurrent", new WholeNumber(1, 256), 16, "Questions under way at once; more wait.");
    static final Setting<Integer> WAITING = Setting.standard(
            "waiting",
            new WholeNumber(0, 100_000),
            1000,
            "Questions that may wait; more logins fail for the time being.");

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(List.of(ENDPOINT, CLIENT_ID, AUTHENTICATION));
        entries.addAll(ProofSettings.ENTRIES);
        entries.addAll(List.of(CACHE_FOR, CONCURRENT, WAITING));
        return entries;
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "secret", "put it in a file of its own, mode 0600, and name that with secret-file",
                "client-secret", "put it in a file of its own, mode 0600, and name that with secret-file");
    }

    @Override
    public IntrospectionSettings read(Mapping mapping) {
        return new IntrospectionSettings(
                mapping.optional(ENDPOINT).orElse(null),
                ProofSettings.read(mapping, mapping.value(AUTHENTICATION), mapping.value(CLIENT_ID)),
                mapping.value(CACHE_FOR),
                mapping.value(CONCURRENT),
                mapping.value(WAITING));
    }
}
