package dev.postern.core.token.verification;

import dev.postern.core.token.identity.IdentitySettings;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.jwt.KeySettings;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.provider.DiscoveryDocument;
import dev.postern.core.token.provider.HttpSettings;
import dev.postern.core.token.provider.ProviderAddress;
import org.jspecify.annotations.Nullable;

/**
 * One identity provider and what its tokens are good for.
 *
 * @param issuer {@code iss}, to the letter
 * @param kind of its tokens
 * @param keys where its keys are; not used with {@link TokenKind#OPAQUE}
 * @param introspection how the provider is asked; null where it never is
 * @param acceptance which tokens are for us
 * @param identity to which mailbox they open
 * @param http how the provider is reached
 * @param sessions how long they last
 */
public record IssuerSettings(
        String issuer,
        TokenKind kind,
        KeySettings keys,
        @Nullable IntrospectionSettings introspection,
        AcceptanceSettings acceptance,
        IdentitySettings identity,
        HttpSettings http,
        SessionSettings sessions) {
    public IssuerSettings {
        boolean asks = kind != TokenKind.JWT || sessions.askEvery() != null;
        if ((introspection != null) != asks) {
            throw new IllegalArgumentException("introspection exactly where somebody asks: " + issuer);
        }
        ProviderAddress.checked(issuer, http);
        if (keys.jwksUri() != null) {
            ProviderAddress.checked(keys.jwksUri().toString(), http);
        }
        if (introspection != null && introspection.endpoint() != null) {
            ProviderAddress.checked(introspection.endpoint().toString(), http);
        }
    }

    /** JWTs by discovery, everything as usual. */
    public static IssuerSettings jwt(String issuer, String audience, String mailbox) {
        return new IssuerSettings(
                issuer,
                TokenKind.JWT,
                KeySettings.STANDARD,
                null,
                AcceptanceSettings.forAudience(audience),
                IdentitySettings.of(mailbox),
                HttpSettings.STANDARD,
                SessionSettings.STANDARD);
    }

    /** Whether the other's keys come from the same place, and are trusted for the same reason. */
    boolean hasKeysOf(IssuerSettings other) {
        return issuer.equals(other.issuer)
                && kind != TokenKind.OPAQUE
                && other.kind != TokenKind.OPAQUE
                && keys.equals(other.keys)
                && http.equals(other.http);
    }

    /** Where clients find out about the issuer: RFC 7628 §3.2.2. */
    String openidConfiguration() {
        return DiscoveryDocument.address(issuer);
    }
}
