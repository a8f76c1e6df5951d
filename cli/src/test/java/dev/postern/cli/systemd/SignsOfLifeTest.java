package dev.postern.cli.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.net.MinaNetwork;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a watchdog hears of us, and when it does not. */
@Timeout(30)
class SignsOfLifeTest {
    private static final Duration WATCHDOG = Duration.ofMillis(300);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private ServiceNotice notice(Optional<Duration> watchdog) {
        return new ServiceNotice(told::add, watchdog);
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void readyIsToldWhenAllHaveAnsweredAndNotBefore() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        try (SignsOfLife signs = SignsOfLife.start(
                notice(Optional.empty()),
                () -> Map.of("quick", CompletableFuture.completedFuture(null), "slow", slow))) {
            assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
            slow.complete(null);
            assertThat(next()).startsWith("READY=1");
            assertThat(told.poll(300, TimeUnit.MILLISECONDS))
                    .as("nobody asked for signs of life")
                    .isNull();
            assertThat(signs).isNotNull();
        }
    }

    @Test
    void aLoopThatIsStuckSilencesTheSignsUntilItGoesOn() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (MinaNetwork network = MinaNetwork.start(2);
                SignsOfLife signs = SignsOfLife.start(notice(Optional.of(WATCHDOG)), network::pulses)) {
            assertThat(next()).startsWith("READY=1");
            assertThat(next()).isEqualTo("WATCHDOG=1");
            assertThat(next()).isEqualTo("WATCHDOG=1");

            network.loops().get(0).execute(() -> await(stuck));
            TimeUnit.MILLISECONDS.sleep(WATCHDOG.toMillis()); // One sign may have been under way.
            told.clear();
            assertThat(told.poll(3 * WATCHDOG.toMillis(), TimeUnit.MILLISECONDS))
                    .isNull();

            stuck.countDown();
            assertThat(next()).isEqualTo("WATCHDOG=1");
            assertThat(signs).isNotNull();
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void theEndEndsTheSigns() throws Exception {
        SignsOfLife signs = SignsOfLife.start(notice(Optional.of(WATCHDOG)), Map::of);
        assertThat(next()).startsWith("READY=1");
        signs.close();
        TimeUnit.MILLISECONDS.sleep(WATCHDOG.toMillis());
        told.clear();
        assertThat(told.poll(2 * WATCHDOG.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
