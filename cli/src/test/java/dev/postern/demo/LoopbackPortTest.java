package dev.postern.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A port that is chosen must still be there when its listener comes. */
class LoopbackPortTest {
    /** Linux gives connections and listeners that ask for any port one from 32768 on. */
    @Test
    void nobodyIsGivenAChosenOneByChance() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(LoopbackPort.free(0, "--imap-port")).isBetween(1024, 32_767);
        }
    }

    @Test
    void aTakenOneIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LoopbackPort.free(taken.getLocalPort(), "--imap-port"))
                    .isInstanceOf(DemoProblem.class)
                    .hasMessageContaining("--imap-port");
        }
    }
}
