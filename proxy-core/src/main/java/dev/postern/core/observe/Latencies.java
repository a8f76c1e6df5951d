package dev.postern.core.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How long something takes, as a histogram with fixed bounds. Shared by all threads; recording takes no lock and makes no object. */
public final class Latencies {
    /** For steps of a login: from what a cache answers to what deadlines allow. */
    private static final long[] STEP_MILLIS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000};
    /** For sessions: from a quick look to a mail program that stays for a week. */
    private static final long[] SESSION_SECONDS = {1, 10, 60, 300, 1_800, 3_600, 14_400, 86_400, 604_800};

    private static final double NANOS = 1e9;

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Latencies(long[] bounds, Duration unit) {
        this.bounds = new long[bounds.length];
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < bounds.length; i++) {
            this.bounds[i] = bounds[i] * unit.toNanos();
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** From a millisecond to half a minute. */
    public static Latencies ofSteps() {
        return new Latencies(STEP_MILLIS, Duration.ofMillis(1));
    }

    /** From a second to a week. */
    public static Latencies ofSessions() {
        return new Latencies(SESSION_SECONDS, Duration.ofSeconds(1));
    }

    /** @param nanos as told by {@link System#nanoTime}, end minus beginning */
    public void record(long nanos) {
        int at = 0;
        while (at < bounds.length && nanos > bounds[at]) {
            at++;
        }
        counts[at].increment();
        sum.add(nanos);
    }

    /** Up to now. */
    public Picture picture() {
        List<Bucket> buckets = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            double bound = i < bounds.length ? bounds[i] / NANOS : Double.POSITIVE_INFINITY;
            buckets.add(new Bucket(bound, counts[i].sum()));
        }
        return new Picture(buckets, sum.sum() / NANOS);
    }

    /**
     * What was recorded.
     *
     * @param buckets in order; the last has no bound
     * @param seconds in all
     */
    public record Picture(List<Bucket> buckets, double seconds) {
        public Picture {
            buckets = List.copyOf(buckets);
        }

        public long count() {
            return buckets.stream().mapToLong(Bucket::count).sum();
        }
    }

    /**
     * Those that took longer than the bucket before allows, and no longer than this one does.
     *
     * @param bound in seconds, inclusive
     */
    public record Bucket(double bound, long count) {}
}
