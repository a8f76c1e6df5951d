package dev.postern.core.session;

import dev.postern.core.backend.BackendService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections to backends that wait for the next logins, so that these need not wait for a connect, a TLS handshake and
 * a greeting.
 *
 * <p>Each login has one more prepared, on its own loop, up to the backend's limit over all loops; none is made where
 * nobody logs in, and none waits longer than {@link #LONGEST_WAIT}. Methods are called on the loop that they name.
 */
public final class PreparedConnections {
    /** Dovecot sends away who has not logged in after three minutes, Postfix after five. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private record Place(EventLoop loop, BackendService service) {}

    private final Connector connector;
    private final Deadlines deadlines;
    private final Map<Place, Deque<PreparedConnection>> waiting = new ConcurrentHashMap<>();
    private final Map<BackendService, Integer> counts = new ConcurrentHashMap<>();

    public PreparedConnections(Connector connector, Deadlines deadlines) {
        this.connector = connector;
        this.deadlines = deadlines;
    }

    /** The youngest that can be used at once, which is the taker's now; null where there is none. */
    @Nullable
    PreparedConnection take(BackendService service, EventLoop loop) {
        Deque<PreparedConnection> here = waiting.get(new Place(loop, service));
        if (here == null) {
            return null;
        }
        for (PreparedConnection one : here) {
            if (one.ready()) {
                remove(one, service, loop);
                return one;
            }
        }
        return null;
    }

    /** Has one more wait, unless as many do as may. */
    void prepare(BackendService service, EventLoop loop) {
        if (service.prepared() == 0 || !claim(service)) {
            return;
        }
        PreparedConnection one = new PreparedConnection(service, deadlines, loop, gone -> remove(gone, service, loop));
        waiting.computeIfAbsent(new Place(loop, service), place -> new ArrayDeque<>())
                .addFirst(one);
        one.start(connector, loop);
    }

    /** How many wait, ready or not. */
    int count(BackendService service) {
        return counts.getOrDefault(service, 0);
    }

    private boolean claim(BackendService service) {
        while (true) {
            Integer now = counts.get(service);
            if (now == null) {
                if (counts.putIfAbsent(service, 1) == null) {
                    return true;
                }
            } else if (now >= service.prepared()) {
                return false;
            } else if (counts.replace(service, now, now + 1)) {
                return true;
            }
        }
    }

    /** Once each: one that was taken may still end by itself before its taker has come round. */
    private void remove(PreparedConnection one, BackendService service, EventLoop loop) {
        Place place = new Place(loop, service);
        Deque<PreparedConnection> here = waiting.get(place);
        if (here == null || !here.remove(one)) {
            return;
        }
        if (here.isEmpty()) {
            waiting.remove(place);
        }
        counts.computeIfPresent(service, (key, now) -> now > 1 ? now - 1 : null);
    }
}
