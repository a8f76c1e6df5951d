package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which threads of the network answer when they are asked. */
@Timeout(20)
final class PulsesTest {
    private static CompletableFuture<Void> of(String thread, Map<String, CompletableFuture<Void>> pulses) {
        return Objects.requireNonNull(pulses.get(thread));
    }

    private static void answered(CompletableFuture<Void> pulse) throws Exception {
        pulse.get(5, TimeUnit.SECONDS);
    }

    @Test
    void allLoopsAndTheThreadThatAcceptsAnswer() throws Exception {
        try (Loopback loopback = new Loopback(MinaNetwork.start(2, ServerSocketChannel::accept), connection -> {})) {
            Map<String, CompletableFuture<Void>> pulses = loopback.network.pulses();
            assertThat(pulses).containsOnlyKeys("postern-io-1", "postern-io-2", "postern-accept");
            for (CompletableFuture<Void> pulse : pulses.values()) {
                answered(pulse);
            }
        }
    }

    @Test
    void aLoopThatIsStuckIsTheOneThatDoesNotAnswer() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (Loopback loopback = new Loopback(MinaNetwork.start(2, ServerSocketChannel::accept), connection -> {})) {
            loopback.network.loops().get(1).execute(() -> await(stuck));
            Map<String, CompletableFuture<Void>> pulses = loopback.network.pulses();
            answered(of("postern-io-1", pulses));
            answered(of("postern-accept", pulses));
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(of("postern-io-2", pulses)).isNotDone();
            stuck.countDown();
            answered(of("postern-io-2", pulses));
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void aThreadThatIsStuckWhileAcceptingDoesNotAnswer() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        MinaNetwork network = MinaNetwork.start(1, port -> {
            await(stuck);
            return port.accept();
        });
        try (Loopback loopback = new Loopback(network, connection -> {});
                Socket client = loopback.connect()) {
            TimeUnit.MILLISECONDS.sleep(200);
            Map<String, CompletableFuture<Void>> pulses = network.pulses();
            answered(of("postern-io-1", pulses));
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(of("postern-accept", pulses)).isNotDone();
            assertThat(client.isConnected()).isTrue();
            stuck.countDown();
            answered(of("postern-accept", pulses));
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void withoutAPortNobodyIsAskedToAccept() throws Exception {
        try (Loopback loopback = new Loopback(connection -> {})) {
            loopback.port.close();
            answered(of("postern-accept", loopback.network.pulses()));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
