package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ListenerPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** How two configurations differ, in the words of the file. */
final class Changes {
    /** Every section, as the file spells it. */
    private static final Map<String, Function<Configuration, Object>> SECTIONS = new LinkedHashMap<>();

    /** What is made once, at the start. */
    private static final Map<String, Function<Configuration, Object>> FIXED = new LinkedHashMap<>();

    static {
        SECTIONS.put("host-name", Configuration::hostName);
        SECTIONS.put("listeners", Configuration::listeners);
        SECTIONS.put("certificates", Configuration::certificates);
        SECTIONS.put("tls", Configuration::tls);
        SECTIONS.put("issuers", Configuration::issuers);
        SECTIONS.put("token-cache", Configuration::tokenCache);
        SECTIONS.put("back-channel-logout", Configuration::logout);
        SECTIONS.put("control", Configuration::control);
        SECTIONS.put("monitoring", Configuration::monitoring);
        SECTIONS.put("backends", Configuration::backends);
        SECTIONS.put("mailbox-routes", Configuration::mailboxRoutes);
        SECTIONS.put("limits", Configuration::limits);
        SECTIONS.put("deadlines", Configuration::deadlines);
        SECTIONS.put("log", Configuration::log);

        FIXED.put("tls", Configuration::tls);
        FIXED.put("control", Configuration::control);
        FIXED.put("back-channel-logout", Configuration::logout);
        FIXED.put("monitoring", Configuration::monitoring);
        FIXED.put("limits.io-threads", configuration -> configuration.limits().ioThreads());
    }

    private static final String SHARE_PORT = "listeners.share-port";

    private Changes() {}

    /** All of them. */
    static List<String> sections() {
        return List.copyOf(SECTIONS.keySet());
    }

    static List<String> fixed() {
        return Stream.concat(FIXED.keySet().stream(), Stream.of(SHARE_PORT)).toList();
    }

    /** The sections that are not the same; the contents of secrets count, those of other files do not. */
    static List<String> between(Configuration before, Configuration after) {
        return differing(SECTIONS, before, after);
    }

    /** What this process would have to start anew for. */
    static List<String> needingRestart(Configuration started, Configuration written) {
        List<String> fixed = new ArrayList<>(differing(FIXED, started, written));
        if (written.listeners().stream().anyMatch(listener -> isSharedOtherwise(listener, started, written))) {
            fixed.add(SHARE_PORT);
        }
        return fixed;
    }

    /** What a socket allows is said when it is bound. */
    private static boolean isSharedOtherwise(ListenerPort listener, Configuration started, Configuration written) {
        return started.listeners().stream()
                .filter(bound -> PortKey.of(bound).equals(PortKey.of(listener)))
                .anyMatch(bound -> started.shares(bound) != written.shares(listener));
    }

    private static List<String> differing(
            Map<String, Function<Configuration, Object>> parts, Configuration one, Configuration other) {
        return parts.entrySet().stream()
                .filter(part -> !Objects.equals(
                        part.getValue().apply(one), part.getValue().apply(other)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
