package dev.postern.cli;

import dev.postern.admin.http.HttpAddress;
import dev.postern.admin.metrics.MetricsEndpoint;
import dev.postern.admin.metrics.Vitals;
import dev.postern.config.MonitoringPort;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The port that monitoring asks, bound as configured. */
final class MonitoringAssembly {
    private static final String NAME = "monitoring";

    private MonitoringAssembly() {}

    /** Where it is bound. */
    static InetSocketAddress open(MonitoringPort port, Vitals vitals, Endings endings) throws CommandFailed {
        try {
            MetricsEndpoint endpoint = MetricsEndpoint.open(new HttpAddress(port.address(), null), vitals);
            endings.add(endpoint::close);
            Listening.at(AddressText.of(endpoint.address()), NAME, "http");
            return endpoint.address();
        } catch (IOException refused) {
            throw BindFailure.explained(NAME, port.address(), refused);
        }
    }
}
