package dev.postern.cli.doctor;

import dev.postern.cli.Descriptors;
import dev.postern.config.Configuration;
import java.util.function.Consumer;

/** Whether the system grants what the configuration promises. */
final class LimitFacts {
    private LimitFacts() {}

    static void tell(Configuration configuration, Consumer<Fact> facts) {
        int connections = configuration.limits().admission().connections();
        Descriptors.of(configuration)
                .map(descriptors -> descriptors.enough()
                        ? Fact.ok(
                                "descriptors",
                                descriptors.granted() + " here, enough for limits.connections: " + connections)
                        : Fact.warn(
                                "descriptors",
                                descriptors.granted() + " here, but limits.connections: " + connections + " may need "
                                        + descriptors.needed(),
                                descriptors.remedy()))
                .ifPresent(facts);
    }
}
