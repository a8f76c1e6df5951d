package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.config.TrustedIssuer;
import dev.postern.core.token.TokenVerifier;
import dev.postern.core.token.identity.DelegationSettings;
import dev.postern.core.token.identity.IdentitySettings;
import dev.postern.core.token.identity.MailboxTemplate;
import dev.postern.core.token.jwt.KeySettings;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.policy.Requirements;
import dev.postern.core.token.provider.HttpSettings;
import dev.postern.core.token.verification.Environment;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.PolicyVerifier;
import dev.postern.core.token.verification.SessionSettings;
import dev.postern.core.token.verification.TokenKind;
import dev.postern.core.token.verification.TokenSettings;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The token policy as configured, and the threads it talks to providers with. */
final class TokenAssembly implements AutoCloseable {
    private final PolicyVerifier verifier;
    private final Environment environment;

    private TokenAssembly(PolicyVerifier verifier, Environment environment) {
        this.verifier = verifier;
        this.environment = environment;
    }

    static TokenAssembly start(Configuration configuration) {
        Environment environment = Environment.system();
        TokenSettings settings = new TokenSettings(
                configuration.issuers().stream().map(TokenAssembly::issuer).toList(),
                masters(configuration),
                VerdictCacheSettings.STANDARD);
        return new TokenAssembly(PolicyVerifier.start(settings, environment), environment);
    }

    TokenVerifier verifier() {
        return verifier;
    }

    private static IssuerSettings issuer(TrustedIssuer issuer) {
        KeySettings usual = KeySettings.STANDARD;
        return new IssuerSettings(
                issuer.issuer().toString(),
                TokenKind.JWT,
                new KeySettings(
                        issuer.keys().orElse(null),
                        usual.algorithms(),
                        usual.refreshEvery(),
                        usual.refetchInterval(),
                        usual.staleFor()),
                null,
                acceptance(issuer),
                identity(issuer),
                HttpSettings.STANDARD,
                SessionSettings.STANDARD);
    }

    private static AcceptanceSettings acceptance(TrustedIssuer issuer) {
        return new AcceptanceSettings(
                Set.copyOf(issuer.audiences()),
                Set.copyOf(issuer.clients()),
                new Requirements(Set.copyOf(issuer.scopes()), Set.of(), Map.of()),
                Map.of(),
                AcceptanceSettings.STANDARD_ROLE_CLAIMS,
                issuer.leeway(),
                null,
                AcceptanceSettings.STANDARD_SIZE);
    }

    private static IdentitySettings identity(TrustedIssuer issuer) {
        return new IdentitySettings(
                MailboxTemplate.parse(issuer.mailbox()),
                !issuer.unverifiedEmail(),
                true,
                null,
                null,
                DelegationSettings.NONE);
    }

    /** Nobody's token opens the master user's own mailbox. */
    private static Set<String> masters(Configuration configuration) {
        Set<String> names = new HashSet<>();
        for (MailBackend backend : configuration.backends()) {
            for (ProtocolName protocol : ProtocolName.values()) {
                backend.door(protocol)
                        .map(BackendDoor::identity)
                        .ifPresent(identity -> names.add(identity.master().name()));
            }
        }
        return names;
    }

    @Override
    public void close() {
        verifier.close();
        environment.background().shutdownNow();
    }
}
