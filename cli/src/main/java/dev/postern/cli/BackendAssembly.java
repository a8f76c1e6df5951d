package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.SoleBackend;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.FeatureProbe;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.MailService;
import dev.postern.core.tls.BackendTls;
import dev.postern.core.tls.UnusableCertificate;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.smtp.SmtpProtocol;
import dev.postern.smtp.SmtpSettings;
import java.util.EnumMap;
import java.util.Map;

/** The mail protocols as configured, each with the backends behind it: one service a protocol. */
final class BackendAssembly {
    private final Configuration configuration;
    private final MinaNetwork network;
    private final Endings endings;
    private final Map<ProtocolName, MailService> services = new EnumMap<>(ProtocolName.class);

    BackendAssembly(Configuration configuration, MinaNetwork network, Endings endings) {
        this.configuration = configuration;
        this.network = network;
        this.endings = endings;
    }

    /** The same service however many listeners it has. */
    MailService service(ProtocolName protocol) throws CommandFailed {
        MailService known = services.get(protocol);
        if (known != null) {
            return known;
        }
        BackendService backend = backend(protocol);
        MailProtocol spoken = protocol(protocol);
        FeatureProbe probe = new FeatureProbe(spoken, backend, network.connector(), configuration.deadlines());
        probe.start(network.loops().get(0));
        endings.add(probe::stop);
        MailService service = new MailService(spoken, new SoleBackend(backend), probe::features);
        services.put(protocol, service);
        return service;
    }

    private MailProtocol protocol(ProtocolName protocol) {
        return switch (protocol) {
            case IMAP ->
                new ImapProtocol(
                        new ImapSettings(configuration.limits().prelude(), ImapSettings.STANDARD.relayLineLength()));
            case SMTP ->
                new SmtpProtocol(new SmtpSettings(
                        configuration.hostName().orElseGet(HostName::ofThisMachine),
                        configuration.limits().prelude()));
        };
    }

    private BackendService backend(ProtocolName protocol) throws CommandFailed {
        MailBackend backend = configuration.backends().get(0);
        BackendDoor door = backend.door(protocol)
                .orElseThrow(() -> new CommandFailed("backend " + backend.name() + " has no " + protocol.text()
                        + " section, but a listener speaks " + protocol.text()));
        try {
            BackendTls tls =
                    door.tls() == BackendTlsMode.NONE ? null : BackendTls.of(door.host(), door.port(), door.trust());
            return new BackendService(
                    backend.name(),
                    protocol.text(),
                    door.host(),
                    door.port(),
                    door.tls(),
                    tls,
                    door.identity(),
                    door.forwarding());
        } catch (UnusableCertificate unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()));
        }
    }
}
