package dev.postern.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static byte[] octets(Payload payload) {
        byte[] octets = new byte[payload.size()];
        payload.copyTo(octets);
        return octets;
    }

    @Test
    void itIsLinesThatNoDotBegins() {
        String text = new String(octets(Payload.MAIL), StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\r\n").doesNotContain("\n.").hasSize(4096);
        assertThat(text.lines()).allMatch(line -> line.length() <= 76);
    }

    @Test
    void blocksThatBuffersHaveAreNotTheSame() {
        byte[] body = octets(Payload.BODY);
        for (int distance : new int[] {1, 78, 1024, 4096, 8192, 16384, 16384 + 22, 32768, 65536, 262144}) {
            for (int at = 0; at + distance + 512 <= body.length - 2; at += 1021) {
                assertThat(Payload.BODY.matches(at, body, at + distance, 512))
                        .as("%d at %d", distance, at)
                        .isFalse();
            }
        }
    }

    @Test
    void oneOctetMakesADifference() {
        byte[] body = octets(Payload.BODY);
        assertThat(Payload.BODY.matches(0, body, 0, body.length)).isTrue();
        body[body.length / 3] ^= 1;
        assertThat(Payload.BODY.matches(0, body, 0, body.length)).isFalse();
    }

    @Test
    void moreThanThereIsNeverMatches() {
        assertThat(Payload.MAIL.matches(4000, new byte[200], 0, 200)).isFalse();
    }
}
