package dev.postern.core.observe;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How often each name of a closed list has come up since the start. Shared by all threads; counting takes no lock. */
public final class Tally<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    public Tally(Class<E> names) {
        Map<E, LongAdder> fresh = new EnumMap<>(names);
        Stream.of(names.getEnumConstants()).forEach(name -> fresh.put(name, new LongAdder()));
        // All names are there from the start, so that the map itself never changes.
        counts = Collections.unmodifiableMap(fresh);
    }

    public void count(E name) {
        LongAdder adder = counts.get(name);
        if (adder != null) {
            adder.increment();
        }
    }

    /** All names, also those that have not come up, in the list's order. */
    public Map<E, Long> all() {
        Map<E, Long> sums = new LinkedHashMap<>();
        counts.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** Those that have come up at all, in the list's order. */
    public Map<E, Long> counted() {
        Map<E, Long> seen = new LinkedHashMap<>();
        counts.forEach((name, adder) -> {
            long count = adder.sum();
            if (count > 0) {
                seen.put(name, count);
            }
        });
        return seen;
    }
}
