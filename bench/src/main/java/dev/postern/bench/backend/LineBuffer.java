package dev.postern.bench.backend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts lines, however they come. */
final class LineBuffer {
    private static final int LONGEST = 128 * 1024;

    private final StringBuilder partial = new StringBuilder(0);

    /** The next line without its end; null where the octets hold none, and then they are kept. */
    @Nullable
    String next(ByteBuffer octets) {
        byte[] array = octets.array();
        int start = octets.arrayOffset() + octets.position();
        int end = octets.arrayOffset() + octets.limit();
        for (int at = start; at < end; at++) {
            if (array[at] == '\n') {
                octets.position(at + 1 - octets.arrayOffset());
                keep(array, start, at);
                return cut();
            }
        }
        octets.position(octets.limit());
        keep(array, start, end);
        return null;
    }

    private void keep(byte[] array, int start, int end) {
        if (partial.length() + end - start > LONGEST) {
            throw new IllegalStateException("a line of more than " + LONGEST + " octets");
        }
        partial.append(new String(array, start, end - start, StandardCharsets.ISO_8859_1));
    }

    private String cut() {
        int length = partial.length();
        String line = partial.substring(0, length > 0 && partial.charAt(length - 1) == '\r' ? length - 1 : length);
        partial.setLength(0);
        return line;
    }
}
