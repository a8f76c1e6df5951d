package dev.postern.imap.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The unfinished line that a gate must see whole before it decides; bounded. */
final class HeldLine {
    private static final byte[] NOTHING = {};
    private static final int FIRST_ROOM = 128;

    private final int longest;
    private byte[] octets = NOTHING;
    private int length;
    private boolean cut;

    HeldLine(int longest) {
        this.longest = longest;
    }

    void clear() {
        // A short line's room serves the next one; a long one's is not kept while a session idles.
        octets = octets.length > FIRST_ROOM ? NOTHING : octets;
        length = 0;
        cut = false;
    }

    /** Takes what stands between two indices; false, and nothing taken from then on, where that is too much. */
    boolean add(ByteBuffer bytes, int from, int to) {
        int count = to - from;
        if (cut || count > longest - length) {
            cut = true;
            return false;
        }
        if (length + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + count, Math.max(FIRST_ROOM, 2 * octets.length)));
        }
        bytes.get(from, octets, length, count);
        length += count;
        return true;
    }

    /** False where something was too much. */
    boolean whole() {
        return !cut;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** The octets so far; the array is the line's own. */
    byte[] octets() {
        return octets;
    }

    /** The text, each char one octet, without its CRLF. */
    String text() {
        int end = length >= 2 && octets[length - 1] == '\n' && octets[length - 2] == '\r' ? length - 2 : length;
        return new String(octets, 0, end, StandardCharsets.ISO_8859_1);
    }
}
