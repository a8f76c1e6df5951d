package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.observe.Tally;
import dev.postern.core.token.TokenRefusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has happened to all sessions since the start, by closed reasons. Shared by all threads; counting takes no lock. */
public final class SessionCounts {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder forgeries = new LongAdder();
    private final Map<String, LongAdder> logins = new ConcurrentHashMap<>();
    private final Tally<TokenRefusal> tokens = new Tally<>(TokenRefusal.class);
    private final Tally<BackendFailure> backends = new Tally<>(BackendFailure.class);
    private final Tally<CloseReason> turnedAway = new Tally<>(CloseReason.class);
    private final Tally<CloseReason> closed = new Tally<>(CloseReason.class);

    void onAccepted() {
        accepted.increment();
    }

    void onUnreadable() {
        unreadable.increment();
    }

    void onForgery() {
        forgeries.increment();
    }

    /** @param protocol of the few that there are */
    void onLogin(String protocol) {
        logins.computeIfAbsent(protocol, first -> new LongAdder()).increment();
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
    public long unreadable() {
        return unreadable.sum();
    }

    /** Claims of clients that only a proxy may make: PROXY headers, ID fields, XCLIENT and XFORWARD. */
    public long forgeries() {
        return forgeries.sum();
    }

    /** Logins, by protocol. */
    public Map<String, Long> logins() {
        Map<String, Long> sums = new TreeMap<>();
        logins.forEach((protocol, adder) -> sums.put(protocol, adder.sum()));
        return sums;
    }

    /** Tokens that did not log in. */
    public Map<TokenRefusal, Long> tokensRefused() {
        return tokens.counted();
    }

    /** Logins at a backend that failed, of good tokens. */
    public Map<BackendFailure, Long> backendsFailed() {
        return backends.counted();
    }

    /** Connections that were not let in at the door. */
    public Map<CloseReason, Long> turnedAway() {
        return turnedAway.counted();
    }

    /** Sessions that have ended. */
    public Map<CloseReason, Long> closed() {
        return closed.counted();
    }
}
