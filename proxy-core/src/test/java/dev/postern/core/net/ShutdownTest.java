package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.LogLines;
import java.nio.channels.ClosedSelectorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a network says while it ends: nothing. */
@Timeout(30)
final class ShutdownTest {
    @Test
    void aNetworkThatStartsAndEndsIsSilent() throws Exception {
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 100; i++) {
                MinaNetwork.start(2).close();
            }
            assertThat(log.with("internal error")).isEmpty();
        }
    }

    @Test
    void onlyTheClosedSelectorOfADisposedLoopIsNoFaultOfOurs() {
        try (LogLines log = new LogLines()) {
            new LoggedExceptions().exceptionCaught(new ClosedSelectorException());
            assertThat(log.with("internal error")).isEmpty();
            new LoggedExceptions().exceptionCaught(new IllegalStateException("bug"));
            assertThat(log.with("internal error")).hasSize(1);
        }
    }
}
