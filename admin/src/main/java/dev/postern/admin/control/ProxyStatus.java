package dev.postern.admin.control;

import dev.postern.core.observe.Latencies;
import dev.postern.core.token.KeyState;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the running proxy says of itself.
 *
 * @param since when it was up
 * @param version its build
 * @param draining whether it has stopped to let anybody in
 * @param verbosity what is logged at the moment
 * @param listeners where clients come in
 * @param backends what is behind
 * @param keys of the issuers whose tokens are judged by keys
 */
public record ProxyStatus(
        Instant since,
        String version,
        boolean draining,
        Verbosity verbosity,
        List<Listener> listeners,
        List<Backend> backends,
        List<KeyState> keys) {
    public ProxyStatus {
        listeners = List.copyOf(listeners);
        backends = List.copyOf(backends);
        keys = List.copyOf(keys);
    }

    /**
     * A port.
     *
     * @param protocols spoken there; empty where every connection is passed on
     */
    public record Listener(String name, InetSocketAddress address, List<String> protocols) {
        public Listener {
            protocols = List.copyOf(protocols);
        }
    }

    /**
     * One protocol of one mail server.
     *
     * @param server host and port
     * @param up whether it answered when last asked; empty before the first answer
     * @param trouble why it did not; empty where it did
     * @param logins how long they have taken there, of those that succeeded
     */
    public record Backend(
            String name,
            String protocol,
            String server,
            Optional<Boolean> up,
            String trouble,
            Latencies.Picture logins) {}
}
