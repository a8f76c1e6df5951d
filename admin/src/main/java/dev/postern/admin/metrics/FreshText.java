package dev.postern.admin.metrics;

import java.time.Duration;
import java.util.function.Supplier;

/** A text that is made anew at most once a second: whoever asks more often costs nothing. Shared by all threads. */
final class FreshText {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Supplier<byte[]> source;

    // Guarded by this.
    private byte[] text = {};
    private long made;

    FreshText(Supplier<byte[]> source) {
        this.source = source;
    }

    /** Not to be changed by who gets it. */
    synchronized byte[] now() {
        long now = System.nanoTime();
        if (text.length == 0 || now - made >= FRESH) {
            text = source.get();
            made = now;
        }
        return text;
    }
}
