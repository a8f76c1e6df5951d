package dev.postern.admin.metrics;

import dev.postern.admin.http.HttpAddress;
import dev.postern.admin.http.HttpDoor;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The port that monitoring asks. */
public final class MetricsEndpoint implements AutoCloseable {
    private final HttpDoor door;
    private final LoopPulse pulse;

    private MetricsEndpoint(HttpDoor door, LoopPulse pulse) {
        this.door = door;
        this.pulse = pulse;
    }

    /** @throws IOException where the address cannot be had */
    public static MetricsEndpoint open(HttpAddress address, Vitals vitals) throws IOException {
        return open(address, vitals, LoopPulse.start(vitals.pulses()));
    }

    /** @param pulse is closed with the port */
    static MetricsEndpoint open(HttpAddress address, Vitals vitals, LoopPulse pulse) throws IOException {
        try {
            return new MetricsEndpoint(HttpDoor.open("metrics", address, new MetricsRequests(vitals, pulse)), pulse);
        } catch (IOException refused) {
            pulse.close();
            throw refused;
        }
    }

    /** Where it is bound. */
    public InetSocketAddress address() {
        return door.address();
    }

    @Override
    public void close() {
        door.close();
        pulse.close();
    }
}
