package dev.postern.smtp.relay;

import java.nio.ByteBuffer;

/** Finds the octets that can end a line, sixteen at a time: almost all of a message lies between them. */
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
        while (i < limit) {
            while (i + 2 * Long.BYTES <= limit && (low(bytes.getLong(i)) | low(bytes.getLong(i + Long.BYTES))) == 0) {
                i += 2 * Long.BYTES;
            }
            int end = Math.min(limit, i + 2 * Long.BYTES);
            for (; i < end; i++) {
                byte octet = bytes.get(i);
                if (octet == '\r' || octet == '\n') {
                    return i;
                }
            }
        }
        return limit;
    }

    /** Not zero where one of the octets is CR or lower; zero where none is. */
    private static long low(long octets) {
        return (octets - ABOVE_RETURN) & ~octets & HIGH_BITS;
    }
}
