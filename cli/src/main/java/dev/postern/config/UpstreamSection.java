package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Choice;
import dev.postern.config.type.Flag;
import dev.postern.config.type.Host;
import dev.postern.config.type.TimeSpan;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.route.SentProxyHeader;
import dev.postern.core.route.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server to which a route leads. */
final class UpstreamSection implements Section<Upstream> {
    private static final Setting<String> HOST =
            Setting.required("host", new Host(), "127.0.0.1", "The host where it listens.");
    private static final Setting<SentProxyHeader> SEND_PROXY = Setting.standard(
            "send-proxy",
            Choice.of(SentProxyHeader.class),
            SentProxyHeader.NONE,
            "The PROXY header that tells it the visitor's address; it must expect one.");
    private static final Setting<Duration> IDLE = Setting.standard(
            "idle",
            TimeSpan.ofSeconds(10, 24 * 60 * 60),
            Duration.ofHours(1),
            "How long no byte may move; WebSockets may keep quiet for long.");
    private static final Setting<Boolean> INSECURE_PLAINTEXT = Setting.standard(
            "insecure-plaintext",
            new Flag(),
            false,
            "Whether what clients sent in TLS may cross a network unprotected.");

    private final boolean plaintext;
    private final Setting<Integer> port;

    private UpstreamSection(boolean plaintext, int usualPort) {
        this.plaintext = plaintext;
        this.port = Setting.required("port", WholeNumber.PORT, usualPort, "Its port.");
    }

    /** With TLS of its own. */
    static UpstreamSection ofPassthrough() {
        return new UpstreamSection(false, 4443);
    }

    /** In plaintext. */
    static UpstreamSection ofRelay() {
        return new UpstreamSection(true, 8080);
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(List.of(HOST, port, SEND_PROXY, IDLE));
        if (plaintext) {
            entries.add(INSECURE_PLAINTEXT);
        }
        return entries;
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("address", "write host and port", "url", "write host and port");
    }

    @Override
    public Upstream read(Mapping mapping) {
        String host = mapping.value(HOST);
        if (plaintext && !mapping.value(INSECURE_PLAINTEXT) && mapping.sound(HOST) && !Host.isLoopback(host)) {
            mapping.problem(
                    HOST,
                    "is " + host + ", not loopback: what clients sent in TLS would cross a network unprotected",
                    "use passthrough; or, knowing that, write insecure-plaintext: true");
        }
        return new Upstream(host, mapping.value(port), mapping.value(SEND_PROXY), mapping.value(IDLE));
    }
}
