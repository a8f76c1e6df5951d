package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.observe.Latencies;
import dev.postern.core.observe.Tally;
import dev.postern.core.token.TokenRefusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has happened to all sessions since the start, by closed reasons. Shared by all threads; counting takes no lock. */
public final class SessionCounts {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder forgeries = new LongAdder();
    private final Map<String, ProtocolCounts> protocols = new ConcurrentHashMap<>();
    private final Tally<AttemptRefusal> unreadable = new Tally<>(AttemptRefusal.class);
    private final Tally<TokenRefusal> tokens = new Tally<>(TokenRefusal.class);
    private final Tally<BackendFailure> backends = new Tally<>(BackendFailure.class);
    private final Tally<CloseReason> turnedAway = new Tally<>(CloseReason.class);
    private final Tally<CloseReason> closed = new Tally<>(CloseReason.class);
    private final TlsCounts tls = new TlsCounts();
    private final Latencies verifications = Latencies.ofSteps();

    void onAccepted() {
        accepted.increment();
    }

    void onUnreadable(AttemptRefusal why) {
        unreadable.count(why);
    }

    void onVerdict(long nanos) {
        verifications.record(nanos);
    }

    void onForgery() {
        forgeries.increment();
    }

    /** @param protocol of the few that there are; empty where a shared port has not decided */
    ProtocolCounts of(String protocol) {
        return protocols.computeIfAbsent(
                protocol.isEmpty() ? LiveSessions.UNDECIDED : protocol, first -> new ProtocolCounts());
    }

    void onTokenRefused(TokenRefusal why) {
        tokens.count(why);
    }

    void onBackendFailed(BackendFailure why) {
        backends.count(why);
    }

    void onTurnedAway(CloseReason why) {
        turnedAway.count(why);
    }

    void onClosed(CloseReason why) {
        closed.count(why);
    }

    /** Connections that were let in at the door. */
    public long accepted() {
        return accepted.sum();
    }

    /** Login attempts without a token to judge: cancelled, malformed, mechanism unknown. */
    public Tally<AttemptRefusal> unreadable() {
        return unreadable;
    }

    /** Claims of clients that only a proxy may make: PROXY headers, ID fields, XCLIENT and XFORWARD. */
    public long forgeries() {
        return forgeries.sum();
    }

    /** Logins, by protocol. */
    public Map<String, Long> logins() {
        Map<String, Long> sums = new TreeMap<>();
        protocols.forEach((protocol, counts) -> {
            if (counts.logins() > 0) {
                sums.put(protocol, counts.logins());
            }
        });
        return sums;
    }

    /** By protocol, as far as there was anybody. */
    public Map<String, ProtocolCounts> protocols() {
        return new TreeMap<>(protocols);
    }

    /** How long verdicts about tokens take. */
    public Latencies.Picture verifications() {
        return verifications.picture();
    }

    /** Handshakes with clients. */
    public TlsCounts tls() {
        return tls;
    }

    /** Tokens that did not log in. */
    public Tally<TokenRefusal> tokensRefused() {
        return tokens;
    }

    /** Logins at a backend that failed, of good tokens. */
    public Tally<BackendFailure> backendsFailed() {
        return backends;
    }

    /** Connections that were not let in at the door. */
    public Tally<CloseReason> turnedAway() {
        return turnedAway;
    }

    /** Sessions that have ended. */
    public Tally<CloseReason> closed() {
        return closed;
    }
}
