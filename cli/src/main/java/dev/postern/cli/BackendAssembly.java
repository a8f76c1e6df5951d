package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.MailBackend;
import dev.postern.config.MailboxRoutes;
import dev.postern.config.ProtocolName;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.HealthSettings;
import dev.postern.core.backend.PlacedBackends;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.mailbox.MailboxFile;
import dev.postern.core.mailbox.MailboxFileWatch;
import dev.postern.core.mailbox.PlacementRules;
import dev.postern.core.mailbox.UnusableMailboxFile;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.CommonFeatures;
import dev.postern.core.session.FeatureProbe;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.MailService;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mail protocols as configured, each with the backends behind it: one service a protocol. */
final class BackendAssembly {
    private final Configuration configuration;
    private final MinaNetwork network;
    private final Endings endings;
    private final PlacementRules rules;
    private final Map<ProtocolName, MailService> services = new EnumMap<>(ProtocolName.class);
    private final List<Door> doors = new ArrayList<>();
    private final @Nullable BackendAssembly before;

    /** One door of a backend, who asks about it, and how closely. */
    private record Door(WatchedBackend backend, FeatureProbe probe, HealthSettings health) {
        boolean leadsTo(BackendService other) {
            BackendService service = backend.service();
            return service.name().equals(other.name())
                    && service.protocol().equals(other.protocol())
                    && service.host().equals(other.host())
                    && service.port() == other.port()
                    && service.tlsMode() == other.tlsMode();
        }
    }

    /** @param before what is known of the same backends already; null at the start */
    BackendAssembly(Configuration configuration, MinaNetwork network, Endings endings, @Nullable BackendAssembly before)
            throws CommandFailed {
        this.before = before;
        this.configuration = configuration;
        this.network = network;
        this.endings = endings;
        this.rules = rules(configuration, endings);
    }

    private static PlacementRules rules(Configuration configuration, Endings endings) throws CommandFailed {
        List<String> names =
                configuration.backends().stream().map(MailBackend::name).toList();
        MailboxRoutes routes = configuration.mailboxRoutes();
        MailboxFile file = routes.file().isPresent() ? file(routes.file().get(), names, endings) : null;
        return new PlacementRules(
                Set.copyOf(names), file, routes.domains(), routes.standard().orElse(null));
    }

    private static @Nullable MailboxFile file(Path path, List<String> backends, Endings endings) throws CommandFailed {
        try {
            MailboxFile file = MailboxFile.load(path, backends);
            endings.add(MailboxFileWatch.start(file, MailboxFileWatch.INTERVAL)::close);
            return file;
        } catch (UnusableMailboxFile changedSinceItWasChecked) {
            throw new CommandFailed(path + ": " + changedSinceItWasChecked.getMessage());
        }
    }

    /** The same service however many listeners it has. */
    MailService service(ProtocolName protocol) throws CommandFailed {
        MailService known = services.get(protocol);
        if (known != null) {
            return known;
        }
        MailProtocol spoken = ConfiguredProtocol.of(configuration, protocol);
        Map<String, WatchedBackend> backends = new LinkedHashMap<>();
        List<Supplier<List<String>>> features = new ArrayList<>();
        for (MailBackend configured : configuration.backends()) {
            Door door = door(spoken, backend(configured, protocol), configured.health());
            backends.put(configured.name(), door.backend());
            doors.add(door);
            features.add(door.probe()::features);
        }
        MailService service =
                new MailService(spoken, new PlacedBackends(rules, backends), new CommonFeatures(features));
        services.put(protocol, service);
        return service;
    }

    /** Every door that is in use, and whether it answers. */
    List<WatchedBackend> watched() {
        return doors.stream().map(Door::backend).toList();
    }

    /** Looks after all of them from now on. */
    void begin() {
        for (Door door : doors) {
            door.probe().start(network.loops().get(0));
            endings.add(door.probe()::stop);
        }
    }

    /** What is known of the place stays known: whether it answers, how fast, and what it can do. */
    private Door door(MailProtocol spoken, BackendService service, HealthSettings health) {
        Optional<Door> known = before == null
                ? Optional.empty()
                : before.doors.stream().filter(door -> door.leadsTo(service)).findFirst();
        WatchedBackend backend = known.map(door -> door.backend().serving(service))
                .orElseGet(() -> WatchedBackend.of(service, health, InstantSource.system()));
        if (known.isPresent() && !known.get().health().equals(health)) {
            backend = backend.heeded(health, InstantSource.system());
        }
        List<String> features = known.map(door -> door.probe().features()).orElse(List.of());
        return new Door(
                backend,
                new FeatureProbe(spoken, backend, network.connector(), configuration.deadlines(), features),
                health);
    }

    private static BackendService backend(MailBackend backend, ProtocolName protocol) throws CommandFailed {
        BackendDoor door = backend.door(protocol)
                .orElseThrow(() -> new CommandFailed("backend " + backend.name() + " has no " + protocol.text()
                        + " section, but a listener speaks " + protocol.text()));
        return ConfiguredBackend.service(backend, protocol, door);
    }
}
