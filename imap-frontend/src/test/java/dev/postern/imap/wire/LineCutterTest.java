package dev.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    @Test
    void aLineComesWithoutItsCrlfHoweverTheBytesAreCut() throws TooLong {
        for (int chunk = 1; chunk < 12; chunk++) {
            assertThat(cut("a NOOP\r\n\r\nb NOOP\r\n", chunk, 64)).containsExactly("a NOOP", "", "b NOOP");
        }
    }

    @Test
    void aBareLineFeedStaysInItsLineSoThatNoGrammarTakesIt() throws TooLong {
        assertThat(cut("a NOOP\n\n", 3, 64)).containsExactly("a NOOP\n", "\n");
    }

    @Test
    void everyOctetSurvives() throws TooLong {
        String octets = octets().replace("\n", "");
        assertThat(cut(octets + "\r\n", 7, 512)).containsExactly(octets);
    }

    /** Hazard 7. */
    @Test
    void aLineOfTheLimitPassesAndOneOctetMoreDoesNot() throws TooLong {
        assertThat(cut("x".repeat(62) + "\r\n", 5, 64)).hasSize(1);
        assertThatThrownBy(() -> cut("x".repeat(63) + "\r\n", 5, 64)).isInstanceOf(TooLong.class);
        assertThatThrownBy(() -> cut("x".repeat(65), 5, 64)).isInstanceOf(TooLong.class);
    }

    @Test
    void nothingBehindTheLineIsTaken() throws TooLong {
        ByteBuffer bytes = bytes("a NOOP\r\nb NOOP\r\n");
        assertThat(new LineCutter(64).take(bytes)).contains("a NOOP");
        assertThat(bytes.remaining()).isEqualTo("b NOOP\r\n".length());
    }

    private static List<String> cut(String octets, int chunk, int longest) throws TooLong {
        LineCutter cutter = new LineCutter(longest);
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < octets.length(); at += chunk) {
            ByteBuffer bytes = bytes(octets.substring(at, Math.min(octets.length(), at + chunk)));
            while (bytes.hasRemaining()) {
                Optional<String> line = cutter.take(bytes);
                line.ifPresent(lines::add);
            }
        }
        return lines;
    }

    private static String octets() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static ByteBuffer bytes(String octets) {
        return ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
}
