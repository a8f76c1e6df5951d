package dev.postern.core.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Looks up names where it may block, with few threads and a bounded queue. Thread safe. */
final class NameResolver implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 4096;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final ExecutorService threads;

    NameResolver() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                new NamedThreads("postern-names"));
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /** Exactly one answer, on the loop, never before this call has returned. */
    void resolve(String host, LoopProcessor loop, Answer answer) {
        if (ADDRESS.matcher(host).matches()) {
            // Nothing to ask anybody: this only parses.
            loop.execute(() -> lookUp(host).accept(answer));
            return;
        }
        try {
            threads.execute(() -> {
                Outcome outcome = lookUp(host);
                loop.execute(() -> outcome.accept(answer));
            });
        } catch (RejectedExecutionException e) {
            loop.execute(() -> answer.unknown("too many names to look up"));
        }
    }

    private static Outcome lookUp(String host) {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            return answer -> answer.found(addresses);
        } catch (UnknownHostException e) {
            return answer -> answer.unknown("unknown host " + host);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Hears the one answer. */
    interface Answer {
        void found(List<InetAddress> addresses);

        void unknown(String detail);
    }

    /** An answer on its way. */
    private interface Outcome {
        void accept(Answer answer);
    }
}
