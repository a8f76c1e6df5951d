package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ListenerPort;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.token.verification.PolicyVerifier;
import java.util.Map;

/**
 * Everything that connections are served with, made of one configuration. A connection belongs to the generation that was
 * in force when it was accepted, for as long as it lives.
 *
 * @param configuration all that the administrator decided
 * @param verifier his token policy
 * @param backends what is behind
 * @param acceptors who serves a port's connections; one for each listener
 * @param endings what it has begun besides
 */
record Generation(
        Configuration configuration,
        PolicyVerifier verifier,
        BackendAssembly backends,
        Map<PortKey, SessionAcceptor> acceptors,
        Endings endings) {
    Generation {
        acceptors = Map.copyOf(acceptors);
    }

    /** It is in force: looks after its backends from now on. */
    void begin() {
        backends.begin();
    }

    /** It is not in force any more: whoever came in with it is served on, but nothing new is learnt for him. */
    void retire() {
        endings.run();
    }

    /** It never comes in force. */
    void abandon() {
        endings.run();
        verifier.close();
    }

    ListenerPort listener(String name) {
        return configuration.listeners().stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener " + name));
    }
}
