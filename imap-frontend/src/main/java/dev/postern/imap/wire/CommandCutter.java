package dev.postern.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts commands out of bytes: lines, and the literals that they announce, with a limit on each.
 *
 * <p>Nothing is parsed before a command has been cut, so that literal content is never taken for a command, whether the
 * command is accepted or not.
 */
public final class CommandCutter {
    /** Says whether a synchronizing literal is welcome, and gives the go-ahead where it is. */
    public interface GoAhead {
        boolean given(CommandText begun);
    }

    private static final byte[] NOTHING = {};

    private final int longestLine;
    private final int longestLiteral;
    private final GoAhead goAhead;
    private final List<String> lines = new ArrayList<>();
    private final List<String> literals = new ArrayList<>();
    private final LineCutter cutter;
    private byte[] literal = NOTHING;
    private int filled;
    private boolean inLiteral;
    private int size;

    /**
     * @param longestLine octets of one line, and of all lines and literals of a command together
     * @param longestLiteral octets of one literal
     */
    public CommandCutter(int longestLine, int longestLiteral, GoAhead goAhead) {
        this.longestLine = longestLine;
        this.longestLiteral = longestLiteral;
        this.goAhead = goAhead;
        this.cutter = new LineCutter(longestLine);
    }

    /** Takes bytes up to the end of the next command, or all of them where it is not complete. */
    public Optional<CommandText> take(ByteBuffer bytes) throws TooLong {
        while (bytes.hasRemaining()) {
            if (inLiteral) {
                fill(bytes);
                continue;
            }
            Optional<String> line = cutter.take(bytes);
            if (line.isEmpty()) {
                continue;
            }
            grow(line.get().length());
            Optional<CommandText> command = onLine(line.get());
            if (command.isPresent()) {
                return command;
            }
        }
        return Optional.empty();
    }

    private Optional<CommandText> onLine(String line) throws TooLong {
        Optional<LiteralMark> mark = LiteralMark.endOf(line);
        if (mark.isEmpty()) {
            lines.add(line);
            return Optional.of(finish(true));
        }
        lines.add(line.substring(0, mark.get().at()));
        boolean fits = mark.get().length() <= longestLiteral;
        if (!mark.get().synchronizing()) {
            if (!fits) {
                // RFC 7888 §4: eat it all, or say BYE. We do not eat what we would not keep.
                throw new TooLong("literal too long");
            }
        } else if (!fits || !goAhead.given(new CommandText(lines, literals, false))) {
            return Optional.of(finish(false));
        }
        begin((int) mark.get().length());
        return Optional.empty();
    }

    private void begin(int length) throws TooLong {
        grow(length);
        literal = new byte[length];
        filled = 0;
        inLiteral = true;
        endLiteralWhereFull();
    }

    private void fill(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), literal.length - filled);
        bytes.get(literal, filled, count);
        filled += count;
        endLiteralWhereFull();
    }

    private void endLiteralWhereFull() {
        if (filled == literal.length) {
            literals.add(new String(literal, StandardCharsets.ISO_8859_1));
            literal = NOTHING;
            inLiteral = false;
        }
    }

    private void grow(int octets) throws TooLong {
        size += octets;
        if (size > longestLine) {
            throw new TooLong("command too long");
        }
    }

    private CommandText finish(boolean whole) {
        CommandText command = new CommandText(lines, literals, whole);
        lines.clear();
        literals.clear();
        size = 0;
        return command;
    }
}
