package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ListenerPort;
import dev.postern.config.PortRoute;
import dev.postern.config.SharedPort;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.HouseRule;
import dev.postern.core.session.SessionView;
import dev.postern.core.token.Grant;
import dev.postern.core.token.policy.AcceptanceSettings;
import dev.postern.core.token.verification.IssuerSettings;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may stay by this configuration: whose issuer it still trusts, and whose OAuth client it still lets in; and without a
 * login, who is passed on by a route that it still has.
 */
final class ConfiguredRights implements HouseRule {
    private record Way(String listener, String route) {}

    private final Map<String, AcceptanceSettings> issuers;
    private final Set<Way> ways = new HashSet<>();

    ConfiguredRights(Configuration configuration) {
        issuers = configuration.issuers().stream()
                .collect(Collectors.toMap(IssuerSettings::issuer, IssuerSettings::acceptance));
        for (ListenerPort listener : configuration.listeners()) {
            if (listener.use() instanceof SharedPort shared) {
                shared.routes().stream()
                        .filter(route -> !(route.target() instanceof PortRoute.Mail))
                        .forEach(route -> ways.add(new Way(listener.name(), route.name())));
            }
        }
    }

    private boolean mayStay(Grant grant) {
        AcceptanceSettings acceptance = issuers.get(grant.issuer());
        return acceptance != null && acceptance.admits(grant.clients());
    }

    @Override
    public Optional<CloseReason> objection(SessionView view) {
        boolean mayStay;
        if (view.who() != null) {
            mayStay = mayStay(view.who().grant());
        } else {
            boolean passedOn = !view.backend().isEmpty();
            mayStay = !passedOn || ways.contains(new Way(view.listener(), view.route()));
        }
        return mayStay ? Optional.empty() : Optional.of(CloseReason.NO_LONGER_CONFIGURED);
    }
}
