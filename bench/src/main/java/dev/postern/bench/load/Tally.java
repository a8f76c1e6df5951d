package dev.postern.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has been done, and what has failed, by name; shared by all threads. */
public final class Tally {
    private final LongAdder done = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();

    void done(boolean inResumedSession) {
        done.increment();
        if (inResumedSession) {
            resumed.increment();
        }
    }

    void failed(Fault fault) {
        faults.computeIfAbsent(fault.name(), name -> new LongAdder()).increment();
    }

    public long done() {
        return done.sum();
    }

    public long resumed() {
        return resumed.sum();
    }

    /** How often each fault occurred. */
    public Map<String, Long> faults() {
        Map<String, Long> counted = new TreeMap<>();
        faults.forEach((name, count) -> counted.put(name, count.sum()));
        return counted;
    }
}
