package dev.postern.core.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One deadline at a time on one loop. */
final class LoopTimer {
    private final EventLoop loop;
    private EventLoop.@Nullable Timer running;

    LoopTimer(EventLoop loop) {
        this.loop = loop;
    }

    /** Replaces the deadline before. */
    void set(Duration delay, Runnable task) {
        cancel();
        running = loop.after(delay, task);
    }

    void cancel() {
        EventLoop.Timer timer = running;
        running = null;
        if (timer != null) {
            timer.cancel();
        }
    }
}
