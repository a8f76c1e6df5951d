package dev.postern.smtp.relay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the octets that can end a line, eight at a time: almost all of a message lies between them. */
final class LineOctets {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** CR is the greatest octet looked for; of those below it, text has the tab and LF. */
    private static final long ABOVE_RETURN = ONES * ('\r' + 1);

    private LineOctets() {}

    /** The index of the next CR or LF; the limit where there is none. */
    static int next(ByteBuffer bytes, int from) {
        int limit = bytes.limit();
        int i = from;
        while (i + Long.BYTES <= limit) {
            long found = low(bytes.getLong(i));
            if (found == 0) {
                i += Long.BYTES;
            } else {
                i += first(found, bytes.order());
                if (ends(bytes.get(i))) {
                    return i;
                }
                i++;
            }
        }
        while (i < limit && !ends(bytes.get(i))) {
            i++;
        }
        return i;
    }

    private static boolean ends(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    /** The high bit of each octet that is CR or lower, and perhaps of one above it that stands beside such an octet. */
    private static long low(long octets) {
        return (octets - ABOVE_RETURN) & ~octets & HIGH_BITS;
    }

    /** Which of the eight in memory's order. */
    private static int first(long found, ByteOrder order) {
        int zeros =
                order == ByteOrder.BIG_ENDIAN ? Long.numberOfLeadingZeros(found) : Long.numberOfTrailingZeros(found);
        return zeros / Byte.SIZE;
    }
}
