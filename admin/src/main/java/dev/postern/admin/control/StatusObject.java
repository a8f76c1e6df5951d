package dev.postern.admin.control;

import dev.postern.core.observe.Tally;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.ProtocolCounts;
import dev.postern.core.session.SessionCounts;
import dev.postern.core.token.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The state of the whole in JSON. */
final class StatusObject {
    private StatusObject() {}

    static String of(ProxyView proxy) {
        ProxyStatus status = proxy.status();
        JsonText json = new JsonText()
                .open('{')
                .text("version", status.version())
                .time("since", status.since())
                .number(
                        "up_seconds",
                        Duration.between(status.since(), Instant.now()).toSeconds())
                .text("state", status.draining() ? "draining" : "serving")
                .text("log_level", status.verbosity().name().toLowerCase(Locale.ROOT));
        listeners(json, status);
        backends(json, status);
        keys(json, status);
        sessions(json, proxy);
        counts(json, proxy.live().counts());
        return json.close('}').toString();
    }

    private static void listeners(JsonText json, ProxyStatus status) {
        json.name("listeners").open('[');
        for (ProxyStatus.Listener listener : status.listeners()) {
            json.open('{')
                    .text("name", listener.name())
                    .text("address", SessionObject.address(listener.address()))
                    .name("protocols")
                    .open('[');
            listener.protocols().forEach(json::item);
            json.close(']').close('}');
        }
        json.close(']');
    }

    private static void backends(JsonText json, ProxyStatus status) {
        json.name("backends").open('[');
        for (ProxyStatus.Backend backend : status.backends()) {
            json.open('{')
                    .text("name", backend.name())
                    .text("protocol", backend.protocol())
                    .text("server", backend.server())
                    .text("state", backend.up().map(up -> up ? "up" : "down").orElse("unknown"))
                    .given("reason", backend.trouble())
                    .close('}');
        }
        json.close(']');
    }

    private static void sessions(JsonText json, ProxyView proxy) {
        Map<String, LiveSessions.Census> census = proxy.live().census();
        Map<String, Long> byProtocol = new TreeMap<>();
        census.forEach((protocol, counted) -> byProtocol.put(protocol, counted.total()));
        json.name("sessions")
                .open('{')
                .number("total", sum(census, LiveSessions.Census::total))
                .number("logged_in", sum(census, LiveSessions.Census::loggedIn))
                .number("ending", sum(census, LiveSessions.Census::ending))
                .number("awaiting_header", proxy.live().awaitingHeader())
                .counts("by_protocol", byProtocol)
                .close('}');
    }

    private static long sum(Map<String, LiveSessions.Census> census, ToLongFunction<LiveSessions.Census> which) {
        return census.values().stream().mapToLong(which).sum();
    }

    private static long total(Tally<?> tally) {
        return tally.counted().values().stream().mapToLong(Long::longValue).sum();
    }

    private static void keys(JsonText json, ProxyStatus status) {
        json.name("keys").open('[');
        for (KeyState keys : status.keys()) {
            json.open('{').text("issuer", keys.issuer()).number("count", keys.count());
            keys.age().ifPresent(age -> json.number("age_seconds", age.toSeconds()));
            json.flag("usable", keys.usable()).given("trouble", keys.trouble()).close('}');
        }
        json.close(']');
    }

    private static long bytes(SessionCounts counts, ToLongFunction<ProtocolCounts> which) {
        return counts.protocols().values().stream().mapToLong(which).sum();
    }

    private static void counts(JsonText json, SessionCounts counts) {
        json.name("since_start")
                .open('{')
                .number("connections", counts.accepted())
                .counts("logins", counts.logins())
                .number("unreadable_attempts", total(counts.unreadable()))
                .number("bytes_in", bytes(counts, ProtocolCounts::bytesIn))
                .number("bytes_out", bytes(counts, ProtocolCounts::bytesOut))
                .number("forged_claims", counts.forgeries())
                .counts("tokens_refused", counts.tokensRefused().counted())
                .counts("backend_logins_failed", counts.backendsFailed().counted())
                .counts("turned_away", counts.turnedAway().counted())
                .counts("closed", counts.closed().counted())
                .close('}');
    }
}
