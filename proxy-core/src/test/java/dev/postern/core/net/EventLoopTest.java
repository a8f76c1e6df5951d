package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks and timers of a loop that has no connection at all. */
@Timeout(10)
final class EventLoopTest {
    private MinaNetwork network;
    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        network = MinaNetwork.start(1);
        loop = network.loops().get(0);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void runsTasksInOrderAndNeverInsideExecute() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            loop.execute(() -> order.add(2));
            loop.execute(() -> done.complete(null));
            order.add(1);
        });
        done.get();
        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void knowsItsOwnThread() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        loop.execute(() -> inside.complete(loop.inLoop()));
        assertThat(inside.get()).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void survivesATaskThatThrows() throws Exception {
        CompletableFuture<Void> next = new CompletableFuture<>();
        loop.execute(() -> {
            throw new IllegalStateException("a bug, on purpose");
        });
        loop.execute(() -> next.complete(null));
        next.get();
    }

    @Test
    void tasksThatBringTasksDoNotStarveTimers() throws Exception {
        CompletableFuture<Void> rang = new CompletableFuture<>();
        loop.execute(() -> {
            loop.after(Duration.ofMillis(20), () -> rang.complete(null));
            again(rang);
        });
        rang.get();
    }

    private void again(CompletableFuture<Void> until) {
        if (!until.isDone()) {
            loop.execute(() -> again(until));
        }
    }

    @Test
    void timersRingInOrderOnceAndInTime() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Long> last = new CompletableFuture<>();
        long start = System.nanoTime();
        loop.execute(() -> {
            loop.after(Duration.ofMillis(60), () -> {
                order.add(3);
                last.complete(System.nanoTime() - start);
            });
            loop.after(Duration.ofMillis(20), () -> order.add(1));
            loop.after(Duration.ofMillis(20), () -> order.add(2));
        });
        assertThat(Duration.ofNanos(last.get())).isBetween(Duration.ofMillis(60), Duration.ofMillis(260 + 500));
        assertThat(order).containsExactly(1, 2, 3);
    }

    @Test
    void cancelledTimersAreForgottenEvenFromEachOther() throws Exception {
        AtomicInteger rung = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            List<EventLoop.Timer> timers = new ArrayList<>();
            loop.after(Duration.ofMillis(10), () -> timers.forEach(EventLoop.Timer::cancel));
            for (int i = 0; i < 10_000; i++) {
                timers.add(loop.after(Duration.ofMillis(20), rung::incrementAndGet));
            }
            loop.after(Duration.ofMillis(20), done::countDown);
            // All are due together when the loop comes round.
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        });
        assertThat(done.await(8, TimeUnit.SECONDS)).isTrue();
        assertThat(rung).hasValue(0);
    }
}
