package dev.postern.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private static final int LIMIT = 16;

    @Test
    void onlyCrLfEndsALineHoweverItArrives() throws TooLong {
        // Hazard 27.
        String octets = "one\r\n\r\na\nb\rc\r\r\nd\n\r\n";
        List<String> expected = List.of("one", "", "a\nb\rc\r", "d\n");
        for (int size = 1; size <= octets.length(); size++) {
            assertThat(cut(octets, size)).extracting(Line::text).isEqualTo(expected);
        }
    }

    @Test
    void aCrLfAcrossTwoLinesOfBytesIsOneLineEnd() throws TooLong {
        LineCutter cutter = new LineCutter(LIMIT);
        assertThat(cutter.take(bytes("a\r"))).isEmpty();
        assertThat(cutter.atLineStart()).isFalse();
        assertThat(cutter.take(bytes("\nb"))).map(Line::text).contains("a");
        assertThat(cutter.atLineStart()).isTrue();
    }

    @Test
    void theLimitCountsTheLineEnd() throws TooLong {
        assertThat(cut("12345678901234\r\n", 3)).containsExactly(new Line("12345678901234", false));
        assertThat(cut("123456789012345\r\nnext\r\n", 3))
                .containsExactly(new Line("123456789012345\r", true), new Line("next", false));
    }

    @Test
    void aLineWithoutEndIsGivenUp() {
        // Hazard 7.
        LineCutter cutter = new LineCutter(LIMIT);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        cutter.take(bytes("x".repeat(100)));
                    }
                })
                .isInstanceOf(TooLong.class);
    }

    @Test
    void aLineDoesNotPrintItself() {
        assertThat(new Line("AUTH XOAUTH2 secret", false)).hasToString("Line[19 octets]");
    }

    private static List<Line> cut(String octets, int size) throws TooLong {
        LineCutter cutter = new LineCutter(LIMIT);
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < octets.length(); at += size) {
            ByteBuffer piece = bytes(octets.substring(at, Math.min(octets.length(), at + size)));
            while (piece.hasRemaining()) {
                Optional<Line> line = cutter.take(piece);
                line.ifPresent(lines::add);
            }
        }
        return lines;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
