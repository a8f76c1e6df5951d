package dev.postern.core.route;

import dev.postern.core.tls.ClientHello;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which route a ClientHello takes: by application protocol, then by server name, then the default. Immutable; its size
 * depends on the configuration alone, whatever clients ask for.
 *
 * @param <R> where a route leads; nothing to this class
 */
public final class RouteTable<R> {
    /**
     * What one route answers to.
     *
     * @param route where it leads
     * @param serverNames lower case; {@code *.example.org} stands for one label more
     * @param applicationProtocols ALPN names
     * @param byDefault whether it takes what no route claims; one of a table does
     */
    public record Claim<R>(R route, Set<String> serverNames, Set<String> applicationProtocols, boolean byDefault) {
        public Claim {
            serverNames = Set.copyOf(serverNames);
            applicationProtocols = Set.copyOf(applicationProtocols);
        }
    }

    private final List<Claim<R>> claims;
    private final Claim<R> byDefault;
    private final UnknownName unknownName;

    public RouteTable(List<Claim<R>> claims, UnknownName unknownName) {
        this.claims = List.copyOf(claims);
        this.unknownName = unknownName;
        List<Claim<R>> defaults = claims.stream().filter(Claim::byDefault).toList();
        if (defaults.size() != 1) {
            throw new IllegalArgumentException("one default, not " + defaults.size());
        }
        this.byDefault = defaults.get(0);
    }

    /** Empty where the name is unknown and unknown names are refused. */
    public Optional<R> choose(ClientHello hello) {
        String name = withoutRoot(hello.serverName());
        if (unknownName == UnknownName.REFUSE
                && !name.isEmpty()
                && named(claims, name).isEmpty()) {
            return Optional.empty();
        }
        // ALPN first: a browser that asks for a mail host's name must not be led to the mail (ALPACA), and a mail
        // program
        // may have no other way to say what it is where there is one name for everything.
        List<Claim<R>> asked = claims.stream()
                .filter(claim -> !Collections.disjoint(hello.applicationProtocols(), claim.applicationProtocols()))
                .toList();
        if (asked.size() == 1) {
            return Optional.of(asked.get(0).route());
        }
        return Optional.of(
                named(asked.isEmpty() ? claims : asked, name).orElse(byDefault).route());
    }

    private static <R> Optional<Claim<R>> named(List<Claim<R>> claims, String name) {
        // As in certificates (RFC 6125 §6.4.3) the wildcard is the whole left-most label and stands for one label.
        int dot = name.indexOf('.');
        String wildcard = dot > 0 ? "*" + name.substring(dot) : "";
        return claiming(claims, name).or(() -> claiming(claims, wildcard));
    }

    private static <R> Optional<Claim<R>> claiming(List<Claim<R>> claims, String name) {
        return claims.stream()
                .filter(claim -> claim.serverNames().contains(name))
                .findFirst();
    }

    /** RFC 6066 §3: names come without the trailing dot; some clients leave it. */
    private static String withoutRoot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
