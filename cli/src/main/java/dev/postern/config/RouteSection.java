package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Presence;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Values;
import dev.postern.config.type.Choice;
import dev.postern.config.type.Flag;
import dev.postern.config.type.ServerNames;
import dev.postern.config.type.Text;
import dev.postern.core.route.Upstream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One route of a listener: what it answers to, and where it leads. */
final class RouteSection implements Section<PortRoute> {
    private static final List<String> RELAYED = List.of("http/1.1");

    static final Setting<String> NAME = Setting.required("name", Text.NAME, "web", "The route's name in logs.");
    static final Setting<ProtocolName> PROTOCOL = Setting.optional(
            "protocol",
            Choice.of(ProtocolName.class),
            ProtocolName.IMAP,
            "It leads to our own mail protocol; TLS ends here.");
    static final Nested<Upstream> PASSTHROUGH = new Nested<>(
            "passthrough",
            UpstreamSection.ofPassthrough(),
            Presence.USUAL,
            "It leads to a server with TLS and certificates of its own, which gets every byte as it came.");
    static final Nested<Upstream> RELAY = Nested.optional(
            "relay",
            UpstreamSection.ofRelay(),
            "It leads to a server in plaintext; TLS ends here, with a certificate of ours.");
    static final Values<String> SERVER_NAMES = new Values<>(
            "server-names",
            new ServerNames(),
            Presence.OPTIONAL,
            List.of("www.example.org", "*.www.example.org"),
            "The server names (SNI) that it answers to; '*.' stands for one label. The exact name comes first.");
    static final Values<String> ALPN = new Values<>(
            "alpn",
            new Text("an ALPN name: imap, smtp, http/1.1, h2, acme-tls/1", Pattern.compile("[!-~]{1,255}")),
            Presence.OPTIONAL,
            List.of("h2", "http/1.1"),
            "The application protocols (ALPN) that it answers to, before any name counts. Where several routes do, "
                    + "the name decides between them. A mail route answers to its own, a relay to http/1.1.");
    static final Setting<Boolean> DEFAULT = Setting.standard(
            "default", new Flag(), false, "Whether it takes what no route answers to; one route of a listener does.");

    @Override
    public List<Entry> entries() {
        return List.of(NAME, PROTOCOL, PASSTHROUGH, RELAY, SERVER_NAMES, ALPN, DEFAULT);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "server-name", "write server-names: a name, or a list of names",
                "sni", "write server-names",
                "tls", "TLS begins at once on a listener with routes: remove it");
    }

    @Override
    public PortRoute read(Mapping mapping) {
        PortRoute.Target target = target(mapping);
        return new PortRoute(
                mapping.value(NAME),
                target,
                mapping.values(SERVER_NAMES),
                alpn(mapping, target),
                mapping.value(DEFAULT));
    }

    private static PortRoute.Target target(Mapping mapping) {
        List<Entry> written = Stream.<Entry>of(PROTOCOL, PASSTHROUGH, RELAY)
                .filter(mapping::written)
                .toList();
        if (written.isEmpty()) {
            mapping.problem(NAME, "leads nowhere", "add protocol, passthrough or relay");
        }
        written.stream()
                .skip(1)
                .forEach(beside -> mapping.problem(
                        beside, "is set beside " + written.get(0).key(), "keep one of the two"));
        if (mapping.written(PASSTHROUGH)) {
            return new PortRoute.Passthrough(mapping.section(PASSTHROUGH));
        }
        return mapping.written(RELAY)
                ? new PortRoute.Relay(mapping.section(RELAY))
                : new PortRoute.Mail(mapping.value(PROTOCOL));
    }

    private static List<String> alpn(Mapping mapping, PortRoute.Target target) {
        List<String> written = mapping.values(ALPN);
        if (target instanceof PortRoute.Mail mail) {
            List<String> own = List.of(mail.protocol().text());
            if (mapping.sound(PROTOCOL) && !own.containsAll(written)) {
                // Another protocol's client would be agreed with, and then not understood (ALPACA).
                mapping.problem(ALPN, "names what this route does not speak", "write alpn: " + own + ", or remove it");
            }
            return own;
        }
        return written.isEmpty() && target instanceof PortRoute.Relay ? RELAYED : written;
    }
}
