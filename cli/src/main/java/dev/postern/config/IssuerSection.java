package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Values;
import dev.postern.config.type.Flag;
import dev.postern.config.type.Text;
import dev.postern.config.type.TimeSpan;
import dev.postern.config.type.WebAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One identity provider whose tokens are good. */
final class IssuerSection implements Section<TrustedIssuer> {
    /** RFC 6749 §3.3, scope-token. */
    private static final Text SCOPE =
            new Text("a scope: printable, without spaces", Pattern.compile("[!#-\\[\\]-~]{1,256}"));

    private static final Text TEMPLATE = new Text(
            "text with at least one {claim}",
            Pattern.compile("[^{}\\p{Cntrl}]*(\\{[^{}\\p{Cntrl}]+\\}[^{}\\p{Cntrl}]*)+"));

    static final Setting<URI> ISSUER = Setting.required(
            "issuer",
            new WebAddress(),
            URI.create("https://idp.example.org/realms/example"),
            "The provider's issuer, letter by letter as its tokens have it in iss.");
    static final Setting<URI> JWKS_URI = Setting.optional(
            "jwks-uri",
            new WebAddress(),
            URI.create("https://idp.example.org/realms/example/protocol/openid-connect/certs"),
            "Where its keys are; without it the provider's discovery document says so.");
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
    static final Values<String> SCOPES = Values.optional(
            "scopes", SCOPE, List.of("mail"), "The scopes that a token must have been granted, all of them.");
    static final Setting<String> MAILBOX = Setting.standard(
            "mailbox",
            TEMPLATE,
            "{preferred_username}",
            "How claims of the token make the mailbox's name at the backend, such as '{preferred_username}@example.org'.");
    static final Setting<Boolean> UNVERIFIED_EMAIL = Setting.standard(
            "unverified-email",
            new Flag(),
            false,
            "Whether the claim email counts though the provider has not verified it; then people may name themselves.");
    static final Setting<Duration> LEEWAY = Setting.standard(
            "leeway",
            TimeSpan.ofSeconds(0, 300),
            Duration.ofSeconds(30),
            "How far the provider's clock and ours may differ.");

    @Override
    public List<Entry> entries() {
        return List.of(ISSUER, JWKS_URI, AUDIENCE, CLIENTS, SCOPES, MAILBOX, UNVERIFIED_EMAIL, LEEWAY);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "client-secret", "remove it: access tokens are verified by their signature, without a secret",
                "discovery", "remove it: the discovery document is found by the issuer");
    }

    @Override
    public TrustedIssuer read(Mapping mapping) {
        return new TrustedIssuer(
                mapping.value(ISSUER),
                mapping.optional(JWKS_URI),
                mapping.values(AUDIENCE),
                mapping.values(CLIENTS),
                mapping.values(SCOPES),
                mapping.value(MAILBOX),
                mapping.value(UNVERIFIED_EMAIL),
                mapping.value(LEEWAY));
    }

    static void mustDiffer(List<Mapping> issuers) {
        Set<URI> names = new HashSet<>();
        for (Mapping issuer : issuers) {
            Mapping quiet = issuer.unheard();
            if (quiet.sound(ISSUER) && !names.add(quiet.value(ISSUER))) {
                issuer.problem(ISSUER, "is here twice", "keep one entry for each issuer");
            }
        }
    }
}
