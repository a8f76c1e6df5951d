package dev.postern.imap.relay;

/**
 * A tag in 63 bits, so that remembering one costs no object. Equal tags have equal marks; where that is not enough to
 * tell two tags apart, the gate takes them for the same one and stays on the safe side.
 */
final class TagMark {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private TagMark() {}

    /** FNV-1a, with the lowest bit left free. */
    static long of(byte[] octets, int from, int to) {
        long mark = BASIS;
        for (int i = from; i < to; i++) {
            mark = (mark ^ (octets[i] & 0xff)) * PRIME;
        }
        return mark & ~1L;
    }
}
