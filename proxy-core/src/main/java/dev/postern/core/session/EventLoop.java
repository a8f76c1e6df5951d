package dev.postern.core.session;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One I/O thread: everything of a session happens on it, in order.
 *
 * <p>{@link #execute} may be called from any thread and never runs the task before it has returned; {@link #after} is
 * called on the loop's own thread.
 */
public interface EventLoop extends Executor {
    boolean inLoop();

    /** Runs the task once after the delay, at most 200 ms late on an idle machine, unless the timer is cancelled. */
    Timer after(Duration delay, Runnable task);

    /** A task to come. */
    interface Timer {
        /** Forgets the task; does nothing where it ran already. */
        void cancel();
    }
}
