package dev.postern.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be undone at the end, the newest first. Of one thread. */
final class Endings {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /** Does all of it, once. */
    void run() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }
}
