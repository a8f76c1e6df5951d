package dev.postern.core.session;

import dev.postern.core.token.Grant;
import dev.postern.core.token.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who is inside: from accept to close. Shared by all threads. */
public final class LiveSessions {
    /** The protocol of sessions on a shared port that has not decided yet. */
    public static final String UNDECIDED = "undecided";

    private final SessionIds ids = new SessionIds(Instant.now());
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SessionCounts counts = new SessionCounts();
    private final AtomicInteger arriving = new AtomicInteger();
    private volatile HouseRule rule = HouseRule.ALL_MAY_STAY;

    String nextId() {
        return ids.next();
    }

    void entered(Session session) {
        sessions.put(session.facts().sessionId(), session);
    }

    void left(Session session) {
        sessions.remove(session.facts().sessionId());
    }

    /** Somebody is at the door, and it is not known who: {@link #arrived} follows. */
    void arriving() {
        arriving.incrementAndGet();
    }

    /** He is inside, or has gone. */
    void arrived() {
        arriving.decrementAndGet();
    }

    /** Connections whose proxy has still to tell whom it brings. They are no sessions yet. */
    public int awaitingHeader() {
        return arriving.get();
    }

    /** What has happened to them, and to those before them. */
    public SessionCounts counts() {
        return counts;
    }

    public int count() {
        return sessions.size();
    }

    /** How many there are of each protocol; makes no object for a session. */
    public Map<String, Census> census() {
        Map<String, Census> census = new TreeMap<>();
        sessions.values().forEach(session -> {
            String protocol = session.journal().protocol();
            Census counted = census.computeIfAbsent(protocol.isEmpty() ? UNDECIDED : protocol, first -> new Census());
            counted.total++;
            counted.loggedIn += session.journal().who() == null ? 0 : 1;
            counted.ending += session.journal().ending() == null ? 0 : 1;
        });
        return census;
    }

    /** Sessions of one protocol. Of one thread. */
    public static final class Census {
        private long total;
        private long loggedIn;
        private long ending;

        public long total() {
            return total;
        }

        public long loggedIn() {
            return loggedIn;
        }

        /** Those of them that are on their way out. */
        public long ending() {
            return ending;
        }
    }

    /** A picture of every session, each of them consistent in itself. */
    public List<SessionView> views() {
        List<SessionView> views = new ArrayList<>(sessions.size());
        sessions.values().forEach(session -> views.add(session.journal().view()));
        return views;
    }

    /** The same one by one, each looked at when it is asked for: as many exist at once as the caller keeps. */
    public Stream<SessionView> stream() {
        return sessions.values().stream().map(session -> session.journal().view());
    }

    public Optional<SessionView> find(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId))
                .map(session -> session.journal().view());
    }

    /** Ends one session politely, as soon as that can be; false where there is none of this name. */
    public boolean end(String sessionId, CloseReason reason) {
        Session session = sessions.get(sessionId);
        if (session == null) {
            return false;
        }
        session.end(reason);
        return true;
    }

    /** Ends all that are logged in with such a right; how many these are. */
    public int endGranted(Predicate<Grant> which, CloseReason reason) {
        int count = 0;
        for (Session session : sessions.values()) {
            Verdict.Accepted who = session.journal().who();
            if (who != null && which.test(who.grant())) {
                session.end(reason);
                count++;
            }
        }
        return count;
    }

    /** Ends all that look like this; how many these are. */
    public int endMatching(Predicate<SessionView> which, CloseReason reason) {
        int count = 0;
        for (Session session : sessions.values()) {
            if (which.test(session.journal().view())) {
                session.end(reason);
                count++;
            }
        }
        return count;
    }

    /**
     * From now on this rule holds: those inside to whom it objects are told to end, and so is everybody who comes to log
     * in later, under whatever settings he began. How many were told.
     */
    public int enforce(HouseRule next) {
        rule = next;
        int count = 0;
        for (Session session : sessions.values()) {
            Optional<CloseReason> objection = objection(session);
            if (objection.isPresent()) {
                session.end(objection.get());
                count++;
            }
        }
        return count;
    }

    Optional<CloseReason> objection(Session session) {
        return rule.objection(session.journal().view());
    }

    public void endAll(CloseReason reason) {
        sessions.values().forEach(session -> session.end(reason));
    }
}
