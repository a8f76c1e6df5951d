package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.TokenVerifier;
import dev.postern.core.token.verification.Environment;
import dev.postern.core.token.verification.LogoutVerifier;
import dev.postern.core.token.verification.PolicyVerifier;
import dev.postern.core.token.verification.TokenSettings;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The token policy as configured, and the threads it talks to providers with. */
final class TokenAssembly implements AutoCloseable {
    private final PolicyVerifier verifier;
    private final Environment environment;

    private TokenAssembly(PolicyVerifier verifier, Environment environment) {
        this.verifier = verifier;
        this.environment = environment;
    }

    static TokenAssembly start(Configuration configuration) throws CommandFailed {
        Environment environment = Environment.system();
        TokenSettings settings = new TokenSettings(
                configuration.issuers(),
                masters(configuration),
                configuration.mailboxRoutes().claim().orElse(null),
                configuration.tokenCache());
        try {
            return new TokenAssembly(PolicyVerifier.start(settings, environment), environment);
        } catch (IllegalArgumentException changedSinceItWasChecked) {
            environment.background().shutdownNow();
            throw new CommandFailed("tokens: " + changedSinceItWasChecked.getMessage());
        }
    }

    TokenVerifier verifier() {
        return verifier;
    }

    /** A verdict and how it came about; nothing remembered answers. */
    void explain(BearerCredentials credentials, ProtocolName protocol, Consumer<Explanation> answer) {
        verifier.explain(credentials, protocol.text(), answer);
    }

    LogoutVerifier logouts() {
        return verifier.logouts();
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
