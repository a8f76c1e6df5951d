package dev.postern.bench.load;

import dev.postern.bench.wire.TlsClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sessions that are logged in and do nothing. */
public final class IdleSessions implements AutoCloseable {
    private static final int STACK = 256 * 1024;
    private static final int HANDS = 16;
    private static final int PAUSE_MILLIS = 200;

    private final Target target;
    private final Caller caller;
    private final Tally tally = new Tally();
    private final List<ImapClient> open = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger users = new AtomicInteger();

    public IdleSessions(Target target) {
        this.target = target;
        this.caller = new Caller(target.tls() ? Optional.of(TlsClient.full()) : Optional.empty(), Mode.PATIENCE);
    }

    public int count() {
        return open.size();
    }

    /** Logins, and what went wrong with them or later. */
    public Tally tally() {
        return tally;
    }

    /** Opens so many more, a few at a time; each is tried once. */
    public void add(int sessions) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(sessions);
        together(Math.min(HANDS, sessions), () -> {
            while (left.getAndDecrement() > 0) {
                tryOnce();
            }
        });
    }

    /**
     * Opens so many more, all at once, each until it succeeds.
     *
     * @param limit after which nobody tries again
     * @param latencies from now to being in
     */
    public void storm(int sessions, Duration limit, Latencies latencies) throws InterruptedException {
        long begun = System.nanoTime();
        together(sessions, () -> {
            while (!tryOnce()) {
                if (System.nanoTime() - begun > limit.toNanos()) {
                    return;
                }
                pause();
            }
            latencies.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
        });
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryOnce() {
        try {
            ImapClient client = Sessions.open(caller, target, users.getAndIncrement());
            client.rest();
            open.add(client);
            tally.done(false);
            return true;
        } catch (Fault fault) {
            tally.failed(fault);
            return false;
        }
    }

    /** One NOOP in each, to see that it lives; those that do not are faults. */
    public void touch() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        together(HANDS, () -> {
            ImapClient client = client(next.getAndIncrement());
            while (client != null) {
                try {
                    client.noop();
                    client.rest();
                } catch (Fault fault) {
                    tally.failed(fault);
                }
                client = client(next.getAndIncrement());
            }
        });
    }

    private @Nullable ImapClient client(int at) {
        return at < open.size() ? open.get(at) : null;
    }

    private static void together(int threads, Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Runnable counted = () -> {
                try {
                    task.run();
                } finally {
                    done.countDown();
                }
            };
            Thread thread = new Thread(null, counted, "idle-" + i, STACK);
            thread.setDaemon(true);
            thread.start();
        }
        done.await();
    }

    /** Hangs up on all. */
    @Override
    public void close() {
        open.forEach(ImapClient::close);
        open.clear();
    }
}
