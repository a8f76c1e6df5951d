package dev.postern.imap.relay;

import java.nio.ByteBuffer;

/** The last octets of a backend's line, wherever its buffers were cut: does it announce a literal? */
final class LineEnding {
    /** Returned where no literal follows. */
    static final long NO_LITERAL = -1;

    private static final int MOST_DIGITS = 18;
    /** {@code "{" 18DIGIT "}" CR}. */
    private static final int LONGEST = MOST_DIGITS + 3;

    private final byte[] earlier = new byte[LONGEST];
    private int earlierLength;

    void clear() {
        earlierLength = 0;
    }

    /** Keeps what matters of a part of the line that is not its last. */
    void remember(ByteBuffer bytes, int from, int to) {
        int count = Math.min(to - from, LONGEST);
        int kept = Math.min(earlierLength, LONGEST - count);
        System.arraycopy(earlier, earlierLength - kept, earlier, 0, kept);
        bytes.get(to - count, earlier, kept, count);
        earlierLength = kept + count;
    }

    /**
     * The length of the literal that follows.
     *
     * @param from where this line, or its last part, begins in the buffer
     * @param lineFeed where it ends
     */
    long literal(ByteBuffer bytes, int from, int lineFeed) {
        if (octet(bytes, from, lineFeed, 1) != '\r' || octet(bytes, from, lineFeed, 2) != '}') {
            return NO_LITERAL;
        }
        long length = 0;
        long weight = 1;
        for (int back = 3; back <= LONGEST; back++) {
            byte octet = octet(bytes, from, lineFeed, back);
            if (octet == '{') {
                return back == 3 ? NO_LITERAL : length;
            }
            if (octet < '0' || octet > '9') {
                return NO_LITERAL;
            }
            length += weight * (octet - '0');
            weight *= 10;
        }
        return NO_LITERAL;
    }

    /** The octet that stands so far before the line feed; 0 where the line has none. */
    private byte octet(ByteBuffer bytes, int from, int lineFeed, int back) {
        int at = lineFeed - back;
        if (at >= from) {
            return bytes.get(at);
        }
        int inEarlier = earlierLength - (from - at);
        return inEarlier < 0 ? 0 : earlier[inEarlier];
    }
}
