package dev.postern.bench;

import java.util.Map;

/**
 * One window of one load on one proxy.
 *
 * @param operations how many were done in it
 * @param cpuMicros what the proxy's processes used in it, in microseconds
 * @param seconds how long it was
 * @param p99Micros the time that 99 of 100 operations did not exceed, in microseconds; not a number without any
 * @param resumedShare how many operations came in resumed TLS sessions, from 0 to 1
 * @param faults what went wrong since the load began, by name
 */
record Sample(
        long operations,
        long cpuMicros,
        double seconds,
        double p99Micros,
        double resumedShare,
        Map<String, Long> faults) {
    Sample {
        faults = Map.copyOf(faults);
    }

    /** CPU microseconds for each operation; not a number without any. */
    double cost() {
        return operations == 0 ? Double.NaN : (double) cpuMicros / operations;
    }
}
