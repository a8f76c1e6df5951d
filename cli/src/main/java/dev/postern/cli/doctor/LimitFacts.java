package dev.postern.cli.doctor;

import dev.postern.cli.Descriptors;
import dev.postern.config.Configuration;
import java.util.function.Consumer;

/** Whether the system grants what the configuration promises. */
final class LimitFacts {
    private LimitFacts() {}

    /** @param running whether a Postern runs, which was granted what its service manager grants and not what this shell has */
    static void tell(Configuration configuration, boolean running, Consumer<Fact> facts) {
        Descriptors.of(configuration)
                .map(descriptors ->
                        fact(descriptors, configuration.limits().admission().connections(), running))
                .ifPresent(facts);
    }

    static Fact fact(Descriptors descriptors, int connections, boolean running) {
        String here = descriptors.granted() + " in this shell, ";
        if (descriptors.enough()) {
            return Fact.ok("descriptors", here + "enough for limits.connections: " + connections);
        }
        String few = here + "but limits.connections: " + connections + " may need " + descriptors.needed();
        return running
                ? Fact.note(
                        "descriptors",
                        few + "; those of the running Postern cannot be seen from here",
                        "where it has too few, its log says so at the start: fewer descriptors than limits.connections may need")
                : Fact.warn("descriptors", few, descriptors.remedy());
    }
}
