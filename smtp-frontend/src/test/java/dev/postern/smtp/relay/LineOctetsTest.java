package dev.postern.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The search by eights finds what a search by ones does. */
class LineOctetsTest {
    /** The octets looked for and those that a careless subtraction would take for them. */
    private static final byte[] CLOSE = {
        '\r', '\n', '\t', 0, 12, 14, 15, 'x', (byte) 0x8d, (byte) 0x8a, (byte) 0xff, 127
    };

    @Test
    void finds_the_first_wherever_it_stands_and_whatever_stands_beside_it() {
        Random random = new Random(42);
        for (int round = 0; round < 200_000; round++) {
            byte[] octets = new byte[random.nextInt(40)];
            for (int i = 0; i < octets.length; i++) {
                // Mostly text, so that there is a way to go.
                octets[i] = random.nextInt(8) == 0 ? CLOSE[random.nextInt(CLOSE.length)] : (byte) 'x';
            }
            int from = octets.length == 0 ? 0 : random.nextInt(octets.length);
            ByteBuffer bytes = random.nextBoolean()
                    ? ByteBuffer.wrap(octets)
                    : ByteBuffer.allocateDirect(octets.length).put(octets).flip();
            bytes.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            assertThat(LineOctets.next(bytes, from)).isEqualTo(byOnes(octets, from));
        }
    }

    private static int byOnes(byte[] octets, int from) {
        int i = from;
        while (i < octets.length && octets[i] != '\r' && octets[i] != '\n') {
            i++;
        }
        return i;
    }
}
