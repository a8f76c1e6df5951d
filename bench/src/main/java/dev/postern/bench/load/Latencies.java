package dev.postern.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long operations took, each within 2 %; shared by all threads. */
public final class Latencies {
    private static final int STEPS = 64;
    private static final int OCTAVES = 34;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS * OCTAVES);

    /** In microseconds. */
    public void add(long micros) {
        counts.incrementAndGet(place(Math.max(0, micros)));
    }

    /**
     * The time, in microseconds, that this share of the operations did not exceed; 0 without any.
     *
     * @param share from 0 to 1
     */
    public double quantile(double share) {
        long total = count();
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int place = 0; place < counts.length() && total > 0; place++) {
            seen += counts.get(place);
            if (seen >= wanted) {
                return upper(place);
            }
        }
        return 0;
    }

    public long count() {
        long total = 0;
        for (int place = 0; place < counts.length(); place++) {
            total += counts.get(place);
        }
        return total;
    }

    /** Values below STEPS have a place each; above, each octave has STEPS / 2. */
    private static int place(long micros) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - 6);
        int place = shift * (STEPS / 2) + (int) (micros >>> shift);
        return Math.min(place, STEPS * OCTAVES - 1);
    }

    private static double upper(int place) {
        int shift = Math.max(0, place / (STEPS / 2) - 1);
        long step = place - (long) shift * (STEPS / 2);
        return ((step + 1) << shift) - 1;
    }
}
