package dev.postern.core.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.LogLines;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log hears of a fetch that fails. */
class ProviderKeysTest {
    private final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    private KeySource source() {
        return new KeySource() {
            @Override
            public CompletableFuture<Map<String, Object>> fetch() {
                asked.countDown();
                return answer;
            }

            @Override
            public void forget() {
                // It has learnt nothing.
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 0"})
    void nothingOfAFetchThatOurOwnEndHasCutOff(boolean closed, int lines) throws Exception {
        try (LogLines log = new LogLines()) {
            ProviderKeys keys = new ProviderKeys(
                    "https://idp.example.org", KeySettings.STANDARD, source(), background, System::nanoTime);
            keys.start();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            if (closed) {
                keys.close();
                background.shutdownNow();
            }
            // With nobody left to run what follows.
            assertThat(background.awaitTermination(closed ? 10 : 0, TimeUnit.SECONDS))
                    .isEqualTo(closed);
            answer.completeExceptionally(new RejectedExecutionException("terminated"));

            for (int i = 0; i < 500 && log.with("keys not fetched").size() < lines; i++) {
                Thread.sleep(10);
            }
            assertThat(log.with("keys not fetched")).hasSize(lines);
        }
    }
}
