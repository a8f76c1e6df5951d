package dev.postern.core.net;

import dev.postern.core.session.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The timers of one loop, in order of their deadline; confined to its thread.
 *
 * <p>A sorted set rather than a wheel: a loop with nothing due never wakes, and a cancelled timer is gone at once with
 * all that its task held.
 */
final class LoopTimers {
    private static final Comparator<Pending> BY_DEADLINE = (left, right) -> {
        int byDeadline = Long.signum(left.deadline - right.deadline);
        return byDeadline != 0 ? byDeadline : Long.compare(left.order, right.order);
    };

    private final TreeSet<Pending> pending = new TreeSet<>(BY_DEADLINE);
    private long scheduled;

    EventLoop.Timer schedule(Duration delay, Runnable task) {
        Pending timer = new Pending(System.nanoTime() + delay.toNanos(), scheduled++, task);
        pending.add(timer);
        return timer;
    }

    /** How long a loop may sleep: until the next deadline, rounded up, and never longer than told. */
    long millisUntilNext(long most) {
        if (pending.isEmpty()) {
            return most;
        }
        long nanos = pending.first().deadline - System.nanoTime();
        if (nanos <= 0) {
            return 0;
        }
        return Math.min(most, TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1));
    }

    /** Hands over each task whose time has come, once. */
    void runDue(Consumer<Runnable> runner) {
        if (pending.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        while (!pending.isEmpty() && pending.first().deadline - now <= 0) {
            runner.accept(pending.pollFirst().task);
        }
    }

    /** One task to come; its deadline is a reading of {@link System#nanoTime}. */
    private final class Pending implements EventLoop.Timer {
        private final long deadline;
        private final long order;
        private final Runnable task;

        private Pending(long deadline, long order, Runnable task) {
            this.deadline = deadline;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            pending.remove(this);
        }
    }
}
