package dev.postern.config;

import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.session.PlainHttpMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A port for several purposes, told apart by what a client says first.
 *
 * @param routes one of them is the default
 * @param unknownName what becomes of a server name that no route has
 * @param plainHttp what a client hears that speaks HTTP without TLS
 */
public record SharedPort(List<PortRoute> routes, UnknownName unknownName, PlainHttpMode plainHttp) implements PortUse {
    public SharedPort {
        routes = List.copyOf(routes);
    }

    /** The servers behind it. */
    List<Upstream> upstreams() {
        return routes.stream()
                .map(PortRoute::target)
                .flatMap(target -> target.upstream().stream())
                .toList();
    }

    @Override
    public Set<ProtocolName> protocols() {
        return routes.stream()
                .map(PortRoute::target)
                .filter(PortRoute.Mail.class::isInstance)
                .map(mail -> ((PortRoute.Mail) mail).protocol())
                .collect(Collectors.toUnmodifiableSet());
    }
}
