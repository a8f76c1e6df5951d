package dev.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandCutterTest {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_LITERAL = 20;

    private int goAheads;

    @Test
    void literalsOfBothKindsStandBetweenTheirLines() throws TooLong {
        assertThat(cut("a ID ({4}\r\nname {5+}\r\nx\r\ny))\r\nb NOOP\r\n", true))
                .containsExactly(
                        new CommandText(List.of("a ID (", " ", ")"), List.of("name", "x\r\ny)"), true),
                        CommandText.of("b NOOP"));
        assertThat(goAheads).isEqualTo(1);
    }

    @Test
    void anEmptyLiteralIsALiteral() throws TooLong {
        assertThat(cut("a ID ({0+}\r\n NIL)\r\n", true))
                .containsExactly(new CommandText(List.of("a ID (", " NIL)"), List.of(""), true));
    }

    @Test
    void anUnwelcomeSynchronizingLiteralEndsItsCommandBeforeItIsSent() throws TooLong {
        assertThat(cut("a LOGIN {3}\r\nb NOOP\r\n", false))
                .containsExactly(new CommandText(List.of("a LOGIN "), List.of(), false), CommandText.of("b NOOP"));
    }

    /** Hazard 6: what a rejected command announced is eaten exactly, and none of it is a command. */
    @Test
    void aNonSynchronizingLiteralIsEatenExactlyWhetherWelcomeOrNot() throws TooLong {
        assertThat(cut("a LOGIN {12+}\r\nx STARTTLS\r\n y\r\nb NOOP\r\n", false))
                .containsExactly(
                        new CommandText(List.of("a LOGIN ", " y"), List.of("x STARTTLS\r\n"), true),
                        CommandText.of("b NOOP"));
        assertThat(goAheads).isZero();
    }

    /** Hazard 4. */
    @Test
    void aSynchronizingLiteralBeyondTheLimitIsNotAskedFor() throws TooLong {
        assertThat(cut("a ID ({21}\r\n", true)).containsExactly(new CommandText(List.of("a ID ("), List.of(), false));
        assertThat(goAheads).isZero();
    }

    /** Hazards 4 and 6. */
    @Test
    void aNonSynchronizingLiteralBeyondTheLimitEndsEverything() {
        assertThatThrownBy(() -> cut("a ID ({21+}\r\n", true)).isInstanceOf(TooLong.class);
        assertThatThrownBy(() -> cut("a ID ({99999999999999999999+}\r\n", true)).isInstanceOf(TooLong.class);
    }

    /** Hazard 4: every literal within its limit, and still too much in all. */
    @Test
    void manyLiteralsTogetherHaveALimitToo() {
        String literal = "{20+}\r\n" + "x".repeat(20);
        assertThatThrownBy(() -> cut("a ID (" + literal.repeat(10) + ")\r\n", true, 7))
                .isInstanceOf(TooLong.class);
        assertThatThrownBy(() -> cut("a ID (" + "{0+}\r\n".repeat(100_000), true, 1024))
                .isInstanceOf(TooLong.class);
    }

    private List<CommandText> cut(String octets, boolean welcome) throws TooLong {
        List<CommandText> first = List.of();
        for (int chunk = 1; chunk <= octets.length(); chunk++) {
            goAheads = 0;
            List<CommandText> commands = cut(octets, welcome, chunk);
            if (chunk > 1) {
                assertThat(commands).isEqualTo(first);
            }
            first = commands;
        }
        return first;
    }

    private List<CommandText> cut(String octets, boolean welcome, int chunk) throws TooLong {
        CommandCutter cutter = new CommandCutter(LONGEST_LINE, LONGEST_LITERAL, begun -> {
            goAheads++;
            return welcome;
        });
        List<CommandText> commands = new ArrayList<>();
        for (int at = 0; at < octets.length(); at += chunk) {
            String piece = octets.substring(at, Math.min(octets.length(), at + chunk));
            ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                cutter.take(bytes).ifPresent(commands::add);
            }
        }
        return commands;
    }
}
