package dev.postern.smtp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts lines out of bytes as they come and holds at most one unfinished line.
 *
 * <p>RFC 5321 §2.3.8: only CRLF ends a line. A bare CR or LF stays inside, where every grammar refuses it.
 */
public final class LineCutter {
    private static final byte[] NOTHING = {};
    private static final int FIRST_ROOM = 256;
    /** Octets beyond the limit that are read and forgotten, so that the sender hears why. */
    private static final int PATIENCE = 64 * 1024;

    private final int longest;
    private byte[] held = NOTHING;
    private int length;
    private int dropped;
    private byte last;

    /** @param longest octets of a line, its CRLF included */
    public LineCutter(int longest) {
        this.longest = longest;
    }

    /**
     * Takes bytes up to and with the next CRLF, or all of them where there is none yet.
     *
     * @throws TooLong for a line that is beyond all patience; nothing can be cut any more
     */
    public Optional<Line> take(ByteBuffer bytes) throws TooLong {
        int end = lineFeed(bytes);
        hold(bytes, (end < 0 ? bytes.limit() : end + 1) - bytes.position());
        return end < 0 ? Optional.empty() : Optional.of(cut());
    }

    /** True where nothing of a line is held. */
    public boolean atLineStart() {
        return length == 0;
    }

    /** The index of the next LF behind a CR; minus one where there is none. */
    private int lineFeed(ByteBuffer bytes) {
        byte before = last;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte octet = bytes.get(i);
            if (octet == '\n' && before == '\r') {
                return i;
            }
            before = octet;
        }
        return -1;
    }

    private void hold(ByteBuffer bytes, int count) throws TooLong {
        if (count == 0) {
            return;
        }
        last = bytes.get(bytes.position() + count - 1);
        int kept = Math.min(count, longest - length);
        if (length + kept > held.length) {
            int room = Math.max(length + kept, Math.max(FIRST_ROOM, 2 * held.length));
            held = Arrays.copyOf(held, Math.min(longest, room));
        }
        bytes.get(held, length, kept);
        length += kept;
        forget(bytes, count - kept);
    }

    private void forget(ByteBuffer bytes, int count) throws TooLong {
        bytes.position(bytes.position() + count);
        dropped += Math.min(count, PATIENCE + 1);
        if (dropped > PATIENCE) {
            throw new TooLong("line too long");
        }
    }

    private Line cut() {
        boolean whole = dropped == 0;
        Line line = new Line(new String(held, 0, whole ? length - 2 : length, StandardCharsets.ISO_8859_1), !whole);
        // Lines are rare here and may hold a token: keep neither the room nor the bytes.
        held = NOTHING;
        length = 0;
        dropped = 0;
        last = 0;
        return line;
    }
}
