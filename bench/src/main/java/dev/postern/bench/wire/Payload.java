package dev.postern.bench.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A body in which every lost, repeated or exchanged octet shows: lines of ASCII that repeat at no distance a buffer has. */
public final class Payload {
    /** What is fetched and appended: 1 MiB. */
    public static final Payload BODY = of(1024 * 1024);

    /** What is sent by SMTP: 4 KiB. */
    public static final Payload MAIL = of(4096);

    private static final int LINE = 78;
    private static final int PRIME = 8191;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final byte[] octets;
    private final ByteBuffer direct;

    private Payload(byte[] octets) {
        this.octets = octets;
        this.direct = ByteBuffer.allocateDirect(octets.length).put(octets).flip();
    }

    /** Of this many octets, at least two; it ends with CRLF. */
    public static Payload of(int size) {
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = octet(i);
        }
        octets[size - 2] = '\r';
        octets[size - 1] = '\n';
        return new Payload(octets);
    }

    private static byte octet(int at) {
        return switch (at % LINE) {
            case LINE - 2 -> '\r';
            case LINE - 1 -> '\n';
            default -> (byte) LETTERS.charAt((at * 7 + at / PRIME + at / LINE) % LETTERS.length());
        };
    }

    public int size() {
        return octets.length;
    }

    /** All of it, to be read once; direct, and shared with nobody who writes. */
    public ByteBuffer buffer() {
        return direct.asReadOnlyBuffer();
    }

    /** Whether this part of an array is what stands here at this place. */
    public boolean matches(int at, byte[] part, int from, int length) {
        return at + length <= octets.length && Arrays.equals(octets, at, at + length, part, from, from + length);
    }

    /** The same of what remains of a heap buffer; it is consumed. */
    public boolean matches(int at, ByteBuffer part, int length) {
        int from = part.arrayOffset() + part.position();
        part.position(part.position() + length);
        return matches(at, part.array(), from, length);
    }

    /** Puts it at the beginning of an array that is large enough. */
    public void copyTo(byte[] target) {
        System.arraycopy(octets, 0, target, 0, octets.length);
    }
}
