package dev.postern.core.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** A loop whose time passes only when a test says so. */
final class ManualLoop implements EventLoop {
    private static final class Pending implements Timer {
        private final Duration due;
        private final Runnable task;
        private boolean cancelled;

        Pending(Duration due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Pending> timers = new ArrayList<>();
    private Duration now = Duration.ZERO;
    boolean inLoop = true;

    @Override
    public boolean inLoop() {
        return inLoop;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Pending pending = new Pending(now.plus(delay), task);
        timers.add(pending);
        return pending;
    }

    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, timer by timer. */
    void pass(Duration time) {
        Duration until = now.plus(time);
        while (true) {
            timers.removeIf(timer -> timer.cancelled);
            Pending next = timers.stream()
                    .filter(timer -> timer.due.compareTo(until) <= 0)
                    .min(Comparator.comparing(timer -> timer.due))
                    .orElse(null);
            if (next == null) {
                break;
            }
            timers.remove(next);
            now = next.due;
            next.task.run();
            runTasks();
        }
        now = until;
    }

    long runningTimers() {
        return timers.stream().filter(timer -> !timer.cancelled).count();
    }
}
