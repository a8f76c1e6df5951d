package dev.postern.admin.control;

import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.SessionView;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which sessions are meant: every condition that is named must hold. */
final class SessionChoice {
    /** What can be named. */
    static final List<String> NAMES =
            List.of("id", "user", "address", "protocol", "issuer", "client", "token_subject", "older_than");

    private final Set<String> protocols;

    /** @param protocols those that a session can be of, besides {@link LiveSessions#UNDECIDED} */
    SessionChoice(Set<String> protocols) {
        this.protocols = new TreeSet<>(protocols);
        this.protocols.add(LiveSessions.UNDECIDED);
    }

    /** @throws BadRequest where a condition is unknown, cannot be read, or holds for no session that there can be */
    Predicate<SessionView> of(Map<String, String> conditions, Instant now) throws BadRequest {
        Predicate<SessionView> all = view -> true;
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            all = all.and(one(condition.getKey(), condition.getValue(), now));
        }
        return all;
    }

    private Predicate<SessionView> one(String name, String value, Instant now) throws BadRequest {
        // A script whose variable is empty would learn that there is nobody.
        if (value.isEmpty() && !name.equals("client")) {
            throw new BadRequest(name + " is empty");
        }
        return switch (name) {
            case "id" -> view -> view.client().sessionId().equals(value);
            case "user" ->
                loggedIn(who -> who.mailbox().equals(value) || who.actor().equals(value));
            case "address" -> {
                String host = address(value);
                yield view -> view.client().remoteHost().equals(host);
            }
            case "protocol" -> protocol(value);
            case "issuer" -> issuer(value);
            case "client" -> loggedIn(who -> named(who.grant(), value));
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

    private Predicate<SessionView> protocol(String name) throws BadRequest {
        if (!protocols.contains(name)) {
            throw new BadRequest("protocol takes one of " + String.join(", ", protocols));
        }
        String written = name.equals(LiveSessions.UNDECIDED) ? "" : name;
        return view -> view.protocol().equals(written);
    }

    /** Issuers come and go with the configuration, but each is a URL: OpenID Connect Core 1.0 §2. */
    private static Predicate<SessionView> issuer(String url) throws BadRequest {
        if (!url.matches("https?://.+")) {
            throw new BadRequest("issuer takes a URL, written as in the configuration");
        }
        return loggedIn(who -> who.grant().issuer().equals(url));
    }

    /** Empty: tokens that name no client. */
    private static boolean named(Grant grant, String client) {
        return client.isEmpty() ? grant.clients().isEmpty() : grant.clients().contains(client);
    }

    /** In our own spelling; never asks a name service. */
    private static String address(String text) throws BadRequest {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new BadRequest("address takes one IP address, no name and no network");
        }
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException noAddress) {
            throw new BadRequest("address takes one IP address, no name and no network");
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
