package dev.postern.bench;

import dev.postern.bench.load.IdleSessions;
import dev.postern.bench.load.Mode;
import dev.postern.bench.peer.JavaHeap;
import dev.postern.bench.peer.RunningPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Memory of a proxy that has just been started, without sessions and with them.
 *
 * @param sessions how many there are
 * @param base octets without any, after a few logins
 * @param memory octets with them
 * @param faults what went wrong, by name
 */
record IdleCost(int sessions, long base, long memory, Map<String, Long> faults) {
    private static final int FIRST_LOGINS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofMillis(500);

    IdleCost {
        faults = Map.copyOf(faults);
    }

    /** Octets for each session. */
    double perSession() {
        return sessions == 0 ? Double.NaN : (double) (memory - base) / sessions;
    }

    /**
     * At each of these numbers of sessions, which ascend.
     *
     * @param fresh a proxy that has had no sessions yet
     */
    static List<IdleCost> at(RunningPeer fresh, int... steps) throws InterruptedException {
        Measurement.warm(fresh.target(), Mode.LOGIN, FIRST_LOGINS, PATIENCE);
        long base = settled(fresh);
        List<IdleCost> costs = new ArrayList<>();
        try (IdleSessions sessions = new IdleSessions(fresh.target())) {
            for (int step : steps) {
                sessions.add(step - sessions.count());
                sessions.touch();
                costs.add(new IdleCost(
                        sessions.count(), base, settled(fresh), sessions.tally().faults()));
            }
        }
        return costs;
    }

    private static long settled(RunningPeer peer) throws InterruptedException {
        Thread.sleep(SETTLE.toMillis());
        JavaHeap.collect(peer);
        return peer.tree().memory();
    }
}
