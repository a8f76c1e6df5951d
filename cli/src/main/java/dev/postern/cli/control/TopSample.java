package dev.postern.cli.control;

import java.util.Map;
import java.util.TreeMap;

/**
 * The status at one moment.
 *
 * @param text as it came
 * @param nanos of {@link System#nanoTime}
 */
record TopSample(Members status, String text, long nanos) {
    private static final double SECOND = 1e9;

    Members sinceStart() {
        return status.object("since_start");
    }

    /** One number for all that is counted by names. */
    long sum(String name) {
        return counted(name).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Why whom was not let in, all reasons together, by {@code what: reason}. */
    Map<String, Long> refusals() {
        Map<String, Long> all = new TreeMap<>();
        counted("tokens_refused").forEach((reason, count) -> all.put("token: " + reason, count));
        counted("backend_logins_failed").forEach((reason, count) -> all.put("backend: " + reason, count));
        counted("turned_away").forEach((reason, count) -> all.put("at the door: " + reason, count));
        long unreadable = sinceStart().number("unreadable_attempts");
        if (unreadable > 0) {
            all.put("unreadable attempt", unreadable);
        }
        return all;
    }

    private Map<String, Long> counted(String name) {
        Map<String, Long> counts = new TreeMap<>();
        sinceStart().object(name).json().forEach((key, value) -> {
            if (value instanceof Long count) {
                counts.put(String.valueOf(key), count);
            }
        });
        return counts;
    }

    /** How much a second a count has grown since an earlier sample; nothing where another process counts now. */
    double rate(TopSample earlier, long count, long before) {
        long passed = nanos - earlier.nanos;
        boolean same = status.text("since").equals(earlier.status.text("since"));
        return passed <= 0 || !same ? 0 : Math.max(0, count - before) * SECOND / passed;
    }
}
