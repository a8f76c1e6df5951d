package dev.postern.smtp.relay;

import java.nio.ByteBuffer;

/** Finds the octets that can end a line, eight at a time: almost all of a message lies between them. */
final class LineOctets {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private LineOctets() {}

    /** The index of the next CR or LF; the limit where there is none. */
    static int next(ByteBuffer bytes, int from) {
        int limit = bytes.limit();
        int i = from;
        while (i + Long.BYTES <= limit && !hasAny(bytes.getLong(i))) {
            i += Long.BYTES;
        }
        while (i < limit && bytes.get(i) != '\r' && bytes.get(i) != '\n') {
            i++;
        }
        return i;
    }

    private static boolean hasAny(long octets) {
        return (zeros(octets ^ (ONES * '\r')) | zeros(octets ^ (ONES * '\n'))) != 0;
    }

    /** Not zero exactly where one of the octets is. */
    private static long zeros(long octets) {
        return (octets - ONES) & ~octets & HIGH_BITS;
    }
}
