package dev.postern.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts lines out of bytes as they come and holds at most one unfinished line.
 *
 * <p>A line comes without its CRLF. A line that ends in a bare LF keeps it: no grammar here has an LF, so every parser
 * refuses such a line without a flag that one of them could forget.
 */
public final class LineCutter {
    private static final byte[] NOTHING = {};
    private static final int FIRST_ROOM = 256;

    private final int longest;
    private byte[] held = NOTHING;
    private int length;

    /** @param longest octets of a line, its line end included */
    public LineCutter(int longest) {
        this.longest = longest;
    }

    /** Takes bytes up to and with the next line end, or all of them where there is none yet. */
    public Optional<String> take(ByteBuffer bytes) throws TooLong {
        int end = lineFeed(bytes);
        hold(bytes, (end < 0 ? bytes.limit() : end + 1) - bytes.position());
        return end < 0 ? Optional.empty() : Optional.of(cut());
    }

    private static int lineFeed(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void hold(ByteBuffer bytes, int count) throws TooLong {
        if (count > longest - length) {
            throw new TooLong("line too long");
        }
        if (length + count > held.length) {
            int room = Math.max(length + count, Math.max(FIRST_ROOM, 2 * held.length));
            held = Arrays.copyOf(held, Math.min(longest, room));
        }
        bytes.get(held, length, count);
        length += count;
    }

    private String cut() {
        int end = length >= 2 && held[length - 2] == '\r' ? length - 2 : length;
        String line = new String(held, 0, end, StandardCharsets.ISO_8859_1);
        // Lines are rare here and may hold a token: keep neither the room nor the bytes.
        held = NOTHING;
        length = 0;
        return line;
    }
}
