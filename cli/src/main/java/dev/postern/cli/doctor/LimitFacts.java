package dev.postern.cli.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.postern.config.Configuration;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/** Whether the system grants what the configuration promises. */
final class LimitFacts {
    /** Both sides of a session, and what a process opens besides. */
    private static final int SIDES = 2;

    private static final int BESIDES = 200;

    private LimitFacts() {}

    static void tell(Configuration configuration, Consumer<Fact> facts) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return;
        }
        long granted = system.getMaxFileDescriptorCount();
        int connections = configuration.limits().admission().connections();
        long needed = (long) connections * SIDES + BESIDES;
        facts.accept(
                granted >= needed
                        ? Fact.ok("descriptors", granted + " here, enough for limits.connections: " + connections)
                        : Fact.warn(
                                "descriptors",
                                granted + " here, but limits.connections: " + connections + " may need " + needed,
                                "LimitNOFILE=" + needed + " in the systemd unit, or a smaller limits.connections"));
    }
}
