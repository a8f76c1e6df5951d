package dev.postern.admin.metrics;

import dev.postern.core.session.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A loop that does nothing until it is told to. */
final class StuckLoop implements EventLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public boolean inLoop() {
        return false;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        throw new IllegalStateException("nobody needs this");
    }

    synchronized int waiting() {
        return tasks.size();
    }

    synchronized void runAll() {
        tasks.forEach(Runnable::run);
        tasks.clear();
    }
}
