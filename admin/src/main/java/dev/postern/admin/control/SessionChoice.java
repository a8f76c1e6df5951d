package dev.postern.admin.control;

import dev.postern.core.session.SessionView;
import dev.postern.core.token.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which sessions are meant: every condition that is named must hold. */
final class SessionChoice {
    /** What can be named. */
    static final List<String> NAMES =
            List.of("id", "user", "address", "protocol", "issuer", "client", "token_subject", "older_than");

    private SessionChoice() {}

    /** @throws BadRequest where a condition is unknown or cannot be read */
    static Predicate<SessionView> of(Map<String, String> conditions, Instant now) throws BadRequest {
        Predicate<SessionView> all = view -> true;
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            all = all.and(one(condition.getKey(), condition.getValue(), now));
        }
        return all;
    }

    private static Predicate<SessionView> one(String name, String value, Instant now) throws BadRequest {
        return switch (name) {
            case "id" -> view -> view.client().sessionId().equals(value);
            case "user" ->
                loggedIn(who -> who.mailbox().equals(value) || who.actor().equals(value));
            case "address" -> {
                String host = address(value);
                yield view -> view.client().remoteHost().equals(host);
            }
            case "protocol" -> view -> view.protocol().equals(value);
            case "issuer" -> loggedIn(who -> who.grant().issuer().equals(value));
            case "client" -> loggedIn(who -> who.grant().client().equals(value));
            case "token_subject" -> loggedIn(who -> who.grant().subject().equals(value));
            case "older_than" -> olderThan(value, now);
            default -> throw new BadRequest("unknown: " + name + "; known: " + String.join(", ", NAMES));
        };
    }

    private static Predicate<SessionView> loggedIn(Predicate<Verdict.Accepted> which) {
        return view -> {
            Verdict.Accepted who = view.who();
            return who != null && which.test(who);
        };
    }

    /** In our own spelling; never asks a name service. */
    private static String address(String text) throws BadRequest {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new BadRequest("address takes an IP address");
        }
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException noAddress) {
            throw new BadRequest("address takes an IP address");
        }
    }

    private static Predicate<SessionView> olderThan(String seconds, Instant now) throws BadRequest {
        if (!seconds.matches("[0-9]{1,9}")) {
            throw new BadRequest("older_than takes seconds");
        }
        Instant bound = now.minus(Duration.ofSeconds(Long.parseLong(seconds)));
        return view -> view.since().isBefore(bound);
    }
}
