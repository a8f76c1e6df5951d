package dev.postern.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An identity provider whose tokens are good, and for whom.
 *
 * @param issuer exactly as the token's {@code iss} has it
 * @param keys where its JWKS is; empty: the discovery document says
 * @param audiences one of these must be in {@code aud}
 * @param clients OAuth clients that may ask; empty: all
 * @param scopes all of these must be granted
 * @param mailbox the template that makes a mailbox name of claims
 * @param unverifiedEmail whether {@code email} counts without {@code email_verified}
 * @param leeway how far clocks may differ
 */
public record TrustedIssuer(
        URI issuer,
        Optional<URI> keys,
        List<String> audiences,
        List<String> clients,
        List<String> scopes,
        String mailbox,
        boolean unverifiedEmail,
        Duration leeway) {
    public TrustedIssuer {
        audiences = List.copyOf(audiences);
        clients = List.copyOf(clients);
        scopes = List.copyOf(scopes);
    }
}
