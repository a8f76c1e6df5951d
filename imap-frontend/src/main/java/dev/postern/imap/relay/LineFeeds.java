package dev.postern.imap.relay;

import java.nio.ByteBuffer;

/** Finds the end of a line fast: in the array where there is one. */
final class LineFeeds {
    private LineFeeds() {}

    /** The index of the first LF from this index on, or -1. */
    static int find(ByteBuffer bytes, int from) {
        int limit = bytes.limit();
        if (!bytes.hasArray()) {
            for (int at = from; at < limit; at++) {
                if (bytes.get(at) == '\n') {
                    return at;
                }
            }
            return -1;
        }
        byte[] array = bytes.array();
        int offset = bytes.arrayOffset();
        for (int at = from + offset; at < limit + offset; at++) {
            if (array[at] == '\n') {
                return at - offset;
            }
        }
        return -1;
    }
}
