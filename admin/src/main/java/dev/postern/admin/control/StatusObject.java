package dev.postern.admin.control;

import dev.postern.core.session.SessionCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The state of the whole in JSON. */
final class StatusObject {
    private StatusObject() {}

    static String of(RunningProxy proxy) {
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

    private static void sessions(JsonText json, RunningProxy proxy) {
        Map<String, Long> byProtocol = new TreeMap<>();
        long[] inside = {0, 0};
        proxy.live().stream().forEach(view -> {
            byProtocol.merge(view.protocol().isEmpty() ? "undecided" : view.protocol(), 1L, Long::sum);
            inside[0]++;
            inside[1] += view.who() == null ? 0 : 1;
        });
        json.name("sessions")
                .open('{')
                .number("total", inside[0])
                .number("logged_in", inside[1])
                .counts("by_protocol", byProtocol)
                .close('}');
    }

    private static void counts(JsonText json, SessionCounts counts) {
        json.name("since_start")
                .open('{')
                .number("connections", counts.accepted())
                .counts("logins", counts.logins())
                .number("unreadable_attempts", counts.unreadable())
                .number("forged_claims", counts.forgeries())
                .counts("tokens_refused", counts.tokensRefused())
                .counts("backend_logins_failed", counts.backendsFailed())
                .counts("turned_away", counts.turnedAway())
                .counts("closed", counts.closed())
                .close('}');
    }
}
