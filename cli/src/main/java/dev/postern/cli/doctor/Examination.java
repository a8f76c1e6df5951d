package dev.postern.cli.doctor;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ConfiguredBackend;
import dev.postern.cli.ConfiguredProtocol;
import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.core.backend.BackendService;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.BackendTrial;
import dev.postern.core.token.verification.Environment;
import dev.postern.core.token.verification.IssuerSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All facts of one configuration, in the order in which a session would meet them. */
final class Examination {
    private final Configuration configuration;
    private final Consumer<Fact> facts;

    Examination(Configuration configuration, Consumer<Fact> facts) {
        this.configuration = configuration;
        this.facts = facts;
    }

    void run(@Nullable String mailbox) throws CommandFailed, InterruptedException {
        boolean running = PortFacts.tell(configuration, facts);
        LimitFacts.tell(configuration, running, facts);
        CertificateFacts.tell(configuration, Instant.now(), facts);
        providers();
        backends(mailbox);
    }

    private void providers() throws InterruptedException {
        Environment environment = Environment.system();
        try {
            for (IssuerSettings issuer : configuration.issuers()) {
                new ProviderFacts(issuer, environment.background(), facts).tell();
            }
        } finally {
            environment.background().shutdownNow();
        }
    }

    private void backends(@Nullable String mailbox) throws CommandFailed, InterruptedException {
        try (MinaNetwork network = MinaNetwork.start(1)) {
            for (MailBackend backend : configuration.backends()) {
                for (ProtocolName protocol : ProtocolName.values()) {
                    Optional<BackendDoor> door = backend.door(protocol);
                    if (door.isPresent()) {
                        backend(network, ConfiguredBackend.service(backend, protocol, door.get()), protocol, mailbox);
                    }
                }
            }
        } catch (IOException noSelector) {
            throw new CommandFailed("cannot start the network: " + noSelector.getMessage());
        }
    }

    private void backend(MinaNetwork network, BackendService service, ProtocolName protocol, @Nullable String mailbox)
            throws InterruptedException {
        BackendTrial trial = new BackendTrial(
                ConfiguredProtocol.of(configuration, protocol),
                service,
                network.connector(),
                configuration.deadlines());
        new BackendFacts(
                        service,
                        configuration.backends().size() == 1,
                        trial,
                        network.loops().get(0),
                        facts)
                .tell(mailbox);
    }
}
