package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Values;
import dev.postern.config.type.Choice;
import dev.postern.config.type.WebAddress;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.jwt.KeySettings;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.provider.HttpSettings;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.SessionSettings;
import dev.postern.core.token.verification.TokenKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One identity provider whose tokens are good. */
public final class IssuerSection implements Section<IssuerSettings> {
    static final Setting<URI> ISSUER = Setting.required(
            "issuer",
            new WebAddress(),
            URI.create("https://idp.example.org/realms/example"),
            "The provider's issuer, letter by letter as its tokens have it in iss.");
    static final Setting<TokenKind> TOKENS = Setting.standard(
            "tokens",
            Choice.of(TokenKind.class),
            TokenKind.JWT,
            "What its tokens are: signed, verified by its keys; opaque, told by introspection; or verified first and "
                    + "introspected besides, which knows of logout and disabled users.");
    static final Setting<URI> JWKS_URI = Setting.optional(
            "jwks-uri",
            new WebAddress(),
            URI.create("https://idp.example.org/realms/example/protocol/openid-connect/certs"),
            "Where its keys are; without it the provider's discovery document says so.");
    static final Values<SignatureAlgorithm> ALGORITHMS = Values.standard(
            "algorithms",
            new TokenTexts.Algorithm(SignatureAlgorithm.ALL),
            List.of(SignatureAlgorithm.values()),
            "What its tokens may be signed with; each key serves the algorithms of its own kind only.");
    static final Nested<KeysSection.Times> KEYS =
            Nested.standard("keys", new KeysSection(), "How long its keys serve.");
    static final Nested<IntrospectionSettings> INTROSPECTION = Nested.optional(
            "introspection",
            new IntrospectionSection(),
            "How it is asked about tokens, with tokens: opaque and jwt-then-introspection, and for sessions.ask-every.");
    static final Nested<HttpSettings> PROVIDER =
            Nested.standard("provider", new ProviderSection(), "How it is reached.");
    static final Nested<SessionsSection.Written> SESSIONS =
            Nested.standard("sessions", new SessionsSection(), "How long sessions last that its tokens have opened.");

    @Override
    public List<Entry> entries() {
        List<Entry> entries =
                new ArrayList<>(List.of(ISSUER, TOKENS, JWKS_URI, ALGORITHMS, KEYS, INTROSPECTION, PROVIDER));
        entries.addAll(AcceptanceEntries.ALL);
        entries.addAll(IdentityEntries.ALL);
        entries.add(SESSIONS);
        return entries;
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "client-secret",
                "signed tokens need none; for introspection, put it in a file and name that with introspection.secret-file",
                "client-id",
                "write clients, for those that may log in; or introspection.client-id, for who asks",
                "discovery",
                "remove it: the discovery document is found by the issuer",
                "ca-file",
                "write it below provider");
    }

    @Override
    public IssuerSettings read(Mapping mapping) {
        TokenKind kind = mapping.value(TOKENS);
        Optional<IntrospectionSettings> introspection = mapping.optionalSection(INTROSPECTION);
        URI issuer = mapping.value(ISSUER);
        if (mapping.sound(ISSUER) && issuer.getRawQuery() != null) {
            // RFC 8414 §2.
            mapping.problem(
                    ISSUER, "has a query, as no issuer has", "write it as the provider's tokens have it in iss");
        }
        if (mapping.sound(TOKENS)) {
            checkKind(mapping, kind);
        }
        AcceptanceSettings acceptance = AcceptanceEntries.read(mapping);
        SessionSettings sessions = mapping.section(SESSIONS).of(kind, acceptance.clients());
        KeysSection.Times times = mapping.section(KEYS);
        List<SignatureAlgorithm> algorithms = mapping.values(ALGORITHMS);
        boolean asks = kind != TokenKind.JWT || sessions.askEvery() != null;
        return new IssuerSettings(
                issuer.toString(),
                introspection.isPresent() ? kind : TokenKind.JWT,
                new KeySettings(
                        mapping.optional(JWKS_URI).orElse(null),
                        algorithms.isEmpty() ? SignatureAlgorithm.ALL : Set.copyOf(algorithms),
                        times.refreshEvery(),
                        times.refetchInterval(),
                        times.staleFor()),
                asks ? introspection.orElse(null) : null,
                acceptance,
                IdentityEntries.read(mapping),
                mapping.section(PROVIDER),
                asks && introspection.isEmpty() ? SessionSettings.STANDARD : sessions);
    }

    private static void checkKind(Mapping mapping, TokenKind kind) {
        String written = TOKENS.key() + ": " + TOKENS.type().print(kind);
        boolean asksLater = SessionsSection.asks(mapping.unheard().nested(SESSIONS));
        boolean asks = kind != TokenKind.JWT || asksLater;
        if (!asks && mapping.written(INTROSPECTION)) {
            mapping.problem(
                    INTROSPECTION,
                    "is of no use with " + written,
                    "remove it, or write tokens: jwt-then-introspection, or sessions.ask-every");
        }
        if (asks && !mapping.written(INTROSPECTION)) {
            mapping.problem(
                    INTROSPECTION,
                    "is missing, and " + (kind == TokenKind.JWT ? "sessions.ask-every" : written) + " needs it",
                    "add introspection, with client-id");
        }
        if (kind == TokenKind.OPAQUE && mapping.written(JWKS_URI)) {
            mapping.problem(JWKS_URI, "is of no use with " + written, "remove it, or write tokens: jwt");
        }
    }

    /** No issuer twice; and only one with opaque tokens, since these do not say whose they are. */
    public static void mustDiffer(List<Mapping> issuers) {
        Set<URI> names = new HashSet<>();
        boolean opaque = false;
        for (Mapping issuer : issuers) {
            Mapping quiet = issuer.unheard();
            if (quiet.sound(ISSUER) && !names.add(quiet.value(ISSUER))) {
                issuer.problem(ISSUER, "is here twice", "keep one entry for each issuer");
            }
            if (quiet.sound(TOKENS) && quiet.value(TOKENS) == TokenKind.OPAQUE) {
                if (opaque) {
                    issuer.problem(
                            TOKENS,
                            "is opaque, as another issuer's: such a token does not say whose it is",
                            "keep one issuer with tokens: opaque");
                }
                opaque = true;
            }
        }
    }

    /** A token must fit the line that carries it: only where somebody wrote how large it may be. */
    public static void mustFit(List<Mapping> issuers, int responseLength) {
        issuers.forEach(issuer -> AcceptanceEntries.mustFit(issuer, responseLength));
    }
}
