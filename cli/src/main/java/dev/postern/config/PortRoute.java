package dev.postern.config;

import dev.postern.core.route.Upstream;
import java.util.List;
import java.util.Optional;

/**
 * One route of a shared port.
 *
 * @param name for logs
 * @param target where it leads
 * @param serverNames the names that it answers to, lower case
 * @param alpn the application protocols that it answers to
 * @param byDefault whether it takes what no route claims
 */
public record PortRoute(String name, Target target, List<String> serverNames, List<String> alpn, boolean byDefault) {
    public PortRoute {
        serverNames = List.copyOf(serverNames);
        alpn = List.copyOf(alpn);
    }

    /** Where a route leads. */
    public sealed interface Target {
        /** The server there, if it is not ourselves. */
        Optional<Upstream> upstream();
    }

    /** A mail protocol, whose TLS ends here. */
    public record Mail(ProtocolName protocol) implements Target {
        @Override
        public Optional<Upstream> upstream() {
            return Optional.empty();
        }
    }

    /** A server with TLS of its own. */
    public record Passthrough(Upstream server) implements Target {
        @Override
        public Optional<Upstream> upstream() {
            return Optional.of(server);
        }
    }

    /** A server in plaintext, for which TLS ends here. */
    public record Relay(Upstream server) implements Target {
        @Override
        public Optional<Upstream> upstream() {
            return Optional.of(server);
        }
    }
}
