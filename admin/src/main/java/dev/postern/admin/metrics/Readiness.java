package dev.postern.admin.metrics;

import dev.postern.admin.control.ProxyStatus;
import dev.postern.core.token.KeyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a client that comes now can be served, as far as we know without asking anybody. */
final class Readiness {
    private Readiness() {}

    /** What stands in the way, a line each; none where we are ready. */
    static List<String> obstacles(ProxyStatus status, boolean acceptingPaused) {
        List<String> obstacles = new ArrayList<>();
        if (status.draining()) {
            obstacles.add("draining: nobody more is let in");
        }
        if (acceptingPaused) {
            obstacles.add("accepting is paused: no file descriptor is left for another connection");
        }
        Set<String> spoken = status.listeners().stream()
                .flatMap(listener -> listener.protocols().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String protocol : spoken) {
            List<ProxyStatus.Backend> backends = status.backends().stream()
                    .filter(backend -> backend.protocol().equals(protocol))
                    .toList();
            if (backends.stream().noneMatch(backend -> backend.up().orElse(true))) {
                obstacles.add("no backend for " + protocol + " is up: "
                        + backends.stream().map(ProxyStatus.Backend::name).collect(Collectors.joining(", ")));
            }
        }
        for (KeyState keys : status.keys()) {
            if (!keys.usable()) {
                obstacles.add(
                        "no usable keys of " + keys.issuer() + (keys.trouble().isEmpty() ? "" : ": " + keys.trouble()));
            }
        }
        return obstacles;
    }
}
