package dev.postern.core.token.provider;

import dev.postern.core.token.json.Claims;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What a provider publishes about itself: OpenID Connect Discovery 1.0 §3, RFC 8414 §2. */
public final class DiscoveryDocument {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    private final Claims metadata;
    private final HttpSettings settings;

    private DiscoveryDocument(Claims metadata, HttpSettings settings) {
        this.metadata = metadata;
        this.settings = settings;
    }

    /** OpenID Connect Discovery 1.0 §4: behind the issuer, less a final slash. */
    public static String address(String issuer) {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + WELL_KNOWN;
    }

    /** OpenID Connect Discovery 1.0 §4.3: the issuer in it must be the one asked for, to the letter. */
    static DiscoveryDocument of(Map<String, Object> json, String issuer, HttpSettings settings) {
        Claims metadata = new Claims(json);
        if (!metadata.textOrEmpty("issuer").equals(issuer)) {
            throw new ProviderTrouble("discovery document of another issuer");
        }
        return new DiscoveryDocument(metadata, settings);
    }

    public URI jwksUri() {
        return endpoint("jwks_uri").orElseThrow(() -> new ProviderTrouble("discovery document without jwks_uri"));
    }

    public URI introspectionEndpoint() {
        return endpoint("introspection_endpoint")
                .orElseThrow(() -> new ProviderTrouble("discovery document without introspection_endpoint"));
    }

    private Optional<URI> endpoint(String name) {
        String address = metadata.textOrEmpty(name);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProviderAddress.checked(address, settings));
        } catch (IllegalArgumentException unacceptable) {
            throw new ProviderTrouble(name + ": " + unacceptable.getMessage());
        }
    }
}
