package dev.postern.core.net;

import dev.postern.core.tls.EngineTasks;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Where engines compute keys and signatures, so that no other session's bytes wait for it. Thread safe.
 *
 * <p>The queue needs no bound of its own: a connection has at most one entry.
 */
final class HandshakeTasks implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;

    HandshakeTasks(int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("postern-handshake"));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs all tasks that the engine has now, then tells on the loop; with what they threw, else with null. */
    void run(SSLEngine engine, LoopProcessor loop, Consumer<@Nullable Throwable> done) {
        threads.execute(() -> {
            Throwable thrown = null;
            try {
                EngineTasks.run(engine);
            } catch (Throwable e) {
                thrown = e;
            }
            Throwable outcome = thrown;
            loop.execute(() -> done.accept(outcome));
        });
    }

    /** Connections whose turn has not come. */
    int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
