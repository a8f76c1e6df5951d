package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the routes of one listener must agree on, so that every client has one way and every route its clients. */
final class RouteConflicts {
    private final Mapping listener;
    private final Entry routesEntry;
    private final List<Mapping> tables;
    private final List<PortRoute> routes;

    RouteConflicts(Mapping listener, Entry routesEntry, List<Mapping> tables, List<PortRoute> routes) {
        this.listener = listener;
        this.routesEntry = routesEntry;
        this.tables = tables;
        this.routes = routes;
    }

    void tell() {
        for (int i = 0; i < routes.size(); i++) {
            for (int before = 0; before < i; before++) {
                tellPair(routes.get(before), routes.get(i), tables.get(i));
            }
            tellUnreachable(routes.get(i), tables.get(i));
        }
        if (!routes.isEmpty() && routes.stream().noneMatch(PortRoute::byDefault)) {
            listener.problem(
                    routesEntry,
                    "have no default, for clients that say neither name nor protocol",
                    "write default: true in one of them");
        }
    }

    private static void tellPair(PortRoute first, PortRoute second, Mapping table) {
        if (first.name().equals(second.name())) {
            table.problem(RouteSection.NAME, "is '" + second.name() + "', as another route's", "choose another name");
        }
        if (first.byDefault() && second.byDefault()) {
            table.problem(RouteSection.DEFAULT, "is set beside that of route " + first.name(), "keep one of the two");
        }
        for (String name : common(first.serverNames(), second.serverNames())) {
            table.problem(
                    RouteSection.SERVER_NAMES,
                    "has " + name + ", as route " + first.name() + " has",
                    "leave it to one of the two; clients that send ALPN are told apart by that anyway");
        }
        boolean undecided = isBlind(first) || isBlind(second);
        for (String protocol : undecided ? common(first.alpn(), second.alpn()) : List.<String>of()) {
            table.problem(
                    RouteSection.ALPN,
                    "has " + protocol + ", as route " + first.name() + " has, and no server names tell them apart",
                    "leave it to one of the two, or give both server-names");
        }
    }

    /** Never chosen among several that answer to the same protocol. */
    private static boolean isBlind(PortRoute route) {
        return route.serverNames().isEmpty() && !route.byDefault();
    }

    private static void tellUnreachable(PortRoute route, Mapping table) {
        if (isBlind(route) && route.alpn().isEmpty()) {
            table.problem(RouteSection.NAME, "is never chosen", "add server-names or alpn, or make it the default");
        }
    }

    private static List<String> common(List<String> some, List<String> others) {
        List<String> common = new ArrayList<>(others);
        common.retainAll(some);
        return Collections.unmodifiableList(common);
    }
}
