package dev.postern.core.tls;

import java.math.BigInteger;

/** Numbers as octets with the least significant first, as curves have their coordinates (RFC 7748 §5). */
final class LittleEndian {
    private LittleEndian() {}

    static BigInteger number(byte[] octets) {
        return new BigInteger(1, reversed(octets, octets.length));
    }

    /** @param length in octets; what does not fit is cut off at the significant end */
    static byte[] octets(BigInteger number, int length) {
        return reversed(number.toByteArray(), length);
    }

    private static byte[] reversed(byte[] octets, int length) {
        byte[] reversed = new byte[length];
        for (int i = 0; i < Math.min(length, octets.length); i++) {
            reversed[i] = octets[octets.length - 1 - i];
        }
        return reversed;
    }
}
