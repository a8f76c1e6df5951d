package dev.postern.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.postern.config.Configuration;
import dev.postern.core.tls.TlsProvider;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * File descriptors: those that the system grants this process, and those that the configuration's limits may need.
 *
 * @param granted as many as may be open at once
 * @param needed for both sides of as many sessions as limits.connections allows, for the
 *     engines of their TLS, and for what is open besides
 */
public record Descriptors(long granted, long needed) {
    private static final int SIDES = 2;
    private static final int BESIDES = 200;

    /** Of this process; empty where the system does not say. */
    public static Optional<Descriptors> of(Configuration configuration) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return Optional.empty();
        }
        return Optional.of(new Descriptors(
                system.getMaxFileDescriptorCount(),
                needed(configuration.limits().admission().connections(), configuration.tls())));
    }

    static long needed(int connections, TlsProvider provider) {
        return (long) connections * (SIDES + provider.descriptors()) + BESIDES;
    }

    public boolean enough() {
        return granted >= needed;
    }

    /** How an administrator gets enough of them. */
    public String remedy() {
        return "LimitNOFILE=" + needed + " in the systemd unit, or a smaller limits.connections";
    }
}
