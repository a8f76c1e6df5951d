package dev.postern.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, last first; once. */
final class CloseStack implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    void push(Runnable closer) {
        closers.push(closer);
    }

    @Override
    public synchronized void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
