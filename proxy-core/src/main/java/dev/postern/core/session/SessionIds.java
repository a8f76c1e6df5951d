package dev.postern.core.session;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Names sessions: unique across restarts, short, sorted by time of arrival. Not secret. */
final class SessionIds {
    private static final int RADIX = 36;
    private static final int START_WIDTH = 7;
    private static final int COUNT_WIDTH = 5;

    private final String start;
    private final AtomicLong count = new AtomicLong();

    SessionIds(Instant startOfProcess) {
        this.start = text(startOfProcess.getEpochSecond(), START_WIDTH);
    }

    String next() {
        return start + text(count.getAndIncrement(), COUNT_WIDTH);
    }

    private static String text(long number, int width) {
        String digits = Long.toString(number, RADIX).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
