package dev.postern.admin.control;

import dev.postern.admin.http.SocketDoor;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.SessionView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** What operators order: every order is checked, logged with who gave it, and carried out. Shared by all threads. */
final class Orders {
    private static final int LONGEST_REASON = 200;
    private static final long LONGEST_PATIENCE = Duration.ofDays(7).toSeconds();
    private static final String LOGGER = "postern";

    private final RunningProxy proxy;
    private final SessionChoice choice;

    Orders(RunningProxy proxy) {
        this.proxy = proxy;
        this.choice = new SessionChoice(proxy.protocols());
    }

    void end(Map<String, Object> order, Answer answer) throws BadRequest {
        Map<String, String> conditions = new LinkedHashMap<>();
        String reason = "";
        boolean all = false;
        for (Map.Entry<String, Object> member : order.entrySet()) {
            switch (member.getKey()) {
                case "reason" -> reason = text(member);
                case "all" -> all = Boolean.TRUE.equals(member.getValue());
                default -> conditions.put(member.getKey(), text(member));
            }
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new BadRequest("reason: say why, in at most " + LONGEST_REASON + " characters");
        }
        if (all != conditions.isEmpty()) {
            throw new BadRequest("say which sessions: by " + String.join(", ", SessionChoice.NAMES) + "; or all: true");
        }
        Predicate<SessionView> which = choice.of(conditions, Instant.now());
        int ended = proxy.live().endMatching(which, CloseReason.ENDED_BY_ADMINISTRATOR);
        line(LogEvent.SESSIONS_ENDED, answer)
                .with(LogKey.NAMES, all ? "all" : conditions.toString())
                .with(LogKey.REASON, reason)
                .with(LogKey.COUNT, ended)
                .write();
        answer.ok(new JsonText().open('{').number("ended", ended).close('}').toString());
    }

    void drain(Map<String, Object> order, Answer answer) throws BadRequest {
        Duration patience = Duration.ZERO;
        boolean successor = false;
        for (Map.Entry<String, Object> member : order.entrySet()) {
            switch (member.getKey()) {
                case "timeout" -> patience = patience(member.getValue());
                case "successor" -> successor = Boolean.TRUE.equals(member.getValue());
                default -> throw new BadRequest("unknown: " + member.getKey() + "; known: timeout, successor");
            }
        }
        line(LogEvent.DRAINING, answer)
                .with(LogKey.COUNT, proxy.live().count())
                .with(LogKey.SECONDS, patience.isZero() ? "" : Long.toString(patience.toSeconds()))
                .write();
        if (successor) {
            proxy.makeWay();
        }
        Path socket = proxy.drain(patience);
        answer.accepted(new JsonText()
                .open('{')
                .text("state", "draining")
                .number("sessions", proxy.live().count())
                .text("socket", socket.toString())
                .close('}')
                .toString());
    }

    private static Duration patience(Object timeout) throws BadRequest {
        if (!(timeout instanceof Long seconds) || seconds < 1 || seconds > LONGEST_PATIENCE) {
            throw new BadRequest("timeout takes seconds from 1 to " + LONGEST_PATIENCE);
        }
        return Duration.ofSeconds(seconds);
    }

    /** A provider has said it to another Postern; the token is judged here as if it had come by the port for it. */
    void logout(Map<String, Object> order, Answer answer) throws BadRequest {
        if (!order.keySet().equals(Set.of("logout_token"))
                || !(order.get("logout_token") instanceof String logoutToken)) {
            throw new BadRequest("takes logout_token");
        }
        proxy.logouts().take(logoutToken, SocketDoor.peer(answer.request()), outcome -> {
            switch (outcome) {
                case DONE -> answer.ok("{}");
                case INVALID -> answer.refused(HttpStatus.BAD_REQUEST_400, "no good logout token; the log says why");
                case TEMPORARY -> answer.refused(HttpStatus.SERVICE_UNAVAILABLE_503, "cannot tell at the moment");
            }
        });
    }

    void logLevel(Map<String, Object> order, Answer answer) throws BadRequest {
        if (!order.keySet().equals(Set.of("name", "level"))) {
            throw new BadRequest("takes name and level");
        }
        if (!LOGGER.equals(order.get("name"))) {
            throw new BadRequest(
                    "name takes " + LOGGER + ": what libraries log may hold mail, and is set in a file only");
        }
        Verbosity verbosity = verbosity(order.get("level"));
        line(LogEvent.LOG_LEVEL_SET, answer).with(LogKey.LEVEL, verbosity).write();
        proxy.verbosity(verbosity);
        answer.ok(new JsonText()
                .open('{')
                .text("name", LOGGER)
                .text("level", verbosity.name().toLowerCase(Locale.ROOT))
                .close('}')
                .toString());
    }

    private static Verbosity verbosity(@Nullable Object level) throws BadRequest {
        List<String> known = new ArrayList<>();
        for (Verbosity each : Verbosity.values()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(level)) {
                return each;
            }
            known.add(name);
        }
        throw new BadRequest("level takes one of " + String.join(", ", known));
    }

    private static String text(Map.Entry<String, Object> member) throws BadRequest {
        if (member.getValue() instanceof String text) {
            return text;
        }
        if (member.getValue() instanceof Long number) {
            return Long.toString(number);
        }
        throw new BadRequest(member.getKey() + " takes text");
    }

    private static EventLog line(LogEvent event, Answer answer) {
        return EventLog.event(event).with(LogKey.OPERATOR, SocketDoor.peer(answer.request()));
    }
}
