package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.core.session.Deadlines;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Standing;
import dev.postern.core.token.TokenVerifier;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.verification.Environment;
import dev.postern.core.token.verification.LogoutVerifier;
import dev.postern.core.token.verification.PolicyVerifier;
import dev.postern.core.token.verification.TokenSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The token policy as configured, those before it, and the threads they talk to providers with. Thread safe. */
final class TokenAssembly implements AutoCloseable {
    /** Policies that are replaced and still in use; more come only of reloading without end. */
    private static final int MOST_RETIRED = 8;

    private final Environment environment;
    private final Deque<PolicyVerifier> retired = new ArrayDeque<>(); // guarded by this
    private volatile PolicyVerifier newest;

    private TokenAssembly(PolicyVerifier verifier, Environment environment) {
        this.newest = verifier;
        this.environment = environment;
    }

    static TokenAssembly start(Configuration configuration) throws CommandFailed {
        Environment environment = Environment.system();
        try {
            return new TokenAssembly(PolicyVerifier.start(settings(configuration), environment), environment);
        } catch (IllegalArgumentException changedSinceItWasChecked) {
            environment.background().shutdownNow();
            throw new CommandFailed("tokens: " + changedSinceItWasChecked.getMessage());
        }
    }

    private static TokenSettings settings(Configuration configuration) {
        return new TokenSettings(
                configuration.issuers(),
                masters(configuration),
                configuration.mailboxRoutes().claim().orElse(null),
                configuration.tokenCache());
    }

    /** The policy in force. */
    PolicyVerifier newest() {
        return newest;
    }

    /** What the policy would be; its caller brings it in force or closes it. */
    PolicyVerifier successor(Configuration configuration) throws CommandFailed {
        try {
            return newest.successor(settings(configuration));
        } catch (IllegalArgumentException changedSinceItWasChecked) {
            throw new CommandFailed("tokens: " + changedSinceItWasChecked.getMessage());
        }
    }

    /** In force from now on. The one before is kept for as long as those who have begun with it may take to log in. */
    synchronized void become(PolicyVerifier next, Deadlines deadlines) {
        PolicyVerifier before = newest;
        newest = next;
        retired.add(before);
        if (retired.size() > MOST_RETIRED) {
            retired.remove().close();
        }
        Duration longestLogin = deadlines
                .handshake()
                .plus(deadlines.prelude())
                .plus(deadlines.token())
                .multipliedBy(2);
        var unused =
                environment.background().schedule(() -> forget(before), longestLogin.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void forget(PolicyVerifier old) {
        if (retired.remove(old)) {
            old.close();
        }
    }

    /** As sessions use it: logins by this policy; and those who are in are asked about by the newest one. */
    TokenVerifier serving(PolicyVerifier own) {
        return new TokenVerifier() {
            @Override
            public void verify(BearerCredentials credentials, String protocol, Consumer<Verdict> answer) {
                own.verify(credentials, protocol, answer);
            }

            @Override
            public boolean withdrawn(Grant grant) {
                return own.withdrawn(grant);
            }

            @Override
            public void reconsider(BearerCredentials credentials, Grant grant, Consumer<Standing> answer) {
                newest.reconsider(credentials, grant, answer);
            }
        };
    }

    /** A verdict and how it came about; nothing remembered answers. */
    void explain(BearerCredentials credentials, ProtocolName protocol, Consumer<Explanation> answer) {
        newest.explain(credentials, protocol.text(), answer);
    }

    LogoutVerifier logouts() {
        return newest.logouts();
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
    public synchronized void close() {
        newest.close();
        retired.forEach(PolicyVerifier::close);
        environment.background().shutdownNow();
    }
}
