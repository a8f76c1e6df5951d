package dev.postern.cli;

import dev.postern.admin.http.HttpAddress;
import dev.postern.admin.metrics.MetricsEndpoint;
import dev.postern.admin.metrics.Vitals;
import dev.postern.config.MonitoringPort;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
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
            EventLog.event(LogEvent.LISTENING)
                    .with(LogKey.LISTENER, NAME)
                    .with(LogKey.PROTOCOL, "http")
                    .with(LogKey.DETAIL, AddressText.of(endpoint.address()))
                    .write();
            return endpoint.address();
        } catch (IOException refused) {
            throw BindFailure.explained(NAME, port.address(), refused);
        }
    }
}
