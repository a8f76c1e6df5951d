package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ListenerPort;
import dev.postern.core.guard.Admission;
import dev.postern.core.guard.HeapGauge;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.Certificates;
import dev.postern.core.token.verification.PolicyVerifier;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes generations of what outlives them: the network, the sessions inside and their count, certificates, what tokens were withdrawn. */
final class GenerationAssembly {
    private final MinaNetwork network;
    private final LiveSessions live;
    private final Certificates certificates;
    private final TokenAssembly tokens;
    private final Admission admission;

    GenerationAssembly(
            MinaNetwork network,
            LiveSessions live,
            Certificates certificates,
            TokenAssembly tokens,
            Configuration configuration) {
        this.network = network;
        this.live = live;
        this.certificates = certificates;
        this.tokens = tokens;
        this.admission = new Admission(configuration.limits().admission(), HeapGauge.ofThisProcess());
    }

    /** Connections that are open, of all generations. */
    int inside() {
        return admission.inside();
    }

    /** The first one. */
    Generation first(Configuration configuration) throws CommandFailed {
        return make(configuration, tokens.newest(), null);
    }

    /** The one after; nothing of it is in force yet, and {@link Generation#abandon} leaves no trace of it. */
    Generation next(Configuration configuration, Generation before) throws CommandFailed {
        PolicyVerifier verifier = tokens.successor(configuration);
        try {
            return make(configuration, verifier, before);
        } catch (CommandFailed | RuntimeException failed) {
            verifier.close();
            throw failed;
        }
    }

    private Generation make(Configuration configuration, PolicyVerifier verifier, @Nullable Generation before)
            throws CommandFailed {
        Endings endings = new Endings();
        try {
            BackendAssembly backends =
                    new BackendAssembly(configuration, network, endings, before == null ? null : before.backends());
            SessionServices services = new SessionServices(
                    admission.withLimits(configuration.limits().admission()),
                    tokens.serving(verifier),
                    network.connector(),
                    configuration.deadlines(),
                    live);
            EntranceAssembly entrances = new EntranceAssembly(certificates, backends, services);
            Map<PortKey, SessionAcceptor> acceptors = new HashMap<>();
            for (ListenerPort listener : configuration.listeners()) {
                acceptors.put(PortKey.of(listener), entrances.acceptor(listener));
            }
            return new Generation(configuration, verifier, backends, acceptors, endings);
        } catch (CommandFailed | RuntimeException failed) {
            endings.run();
            throw failed;
        }
    }
}
