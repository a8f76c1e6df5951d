package dev.postern.core.observe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** At most one line in an interval, which says how often it would have been written: a flood must not fill the log. Shared by all threads. */
public final class LogRate {
    private final long interval;
    private final LongSupplier nanoTime;
    private final AtomicLong lastLine;
    private final AtomicInteger sinceLastLine = new AtomicInteger();

    public LogRate(Duration interval) {
        this(interval, System::nanoTime);
    }

    public LogRate(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
        this.lastLine = new AtomicLong(nanoTime.getAsLong() - this.interval);
    }

    /** Counts one more; how many there were since the last line where it is time for one, else 0. */
    public int count() {
        sinceLastLine.incrementAndGet();
        long last = lastLine.get();
        long now = nanoTime.getAsLong();
        return now - last >= interval && lastLine.compareAndSet(last, now) ? sinceLastLine.getAndSet(0) : 0;
    }
}
