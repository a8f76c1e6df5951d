package dev.postern.imap.relay;

import java.nio.ByteBuffer;

/** Lets parts of one buffer pass: in order, in the longest possible slices, and without a copy. */
final class Passage {
    /** Where the bytes go. */
    interface Way {
        void send(ByteBuffer bytes);
    }

    private final ByteBuffer bytes;
    private final Way way;
    private int from;

    Passage(ByteBuffer bytes, Way way) {
        this.bytes = bytes;
        this.way = way;
        this.from = bytes.position();
    }

    /** Everything before this index that was not dropped goes on. */
    void upTo(int to) {
        if (to > from) {
            if (from == bytes.position() && to == bytes.limit()) {
                way.send(bytes);
            } else {
                ByteBuffer slice = bytes.duplicate();
                slice.limit(to).position(from);
                way.send(slice);
            }
            from = to;
        }
    }

    /** What stands between the last octet that passed and this index does not. */
    void dropTo(int to) {
        from = to;
    }

    /** Something else goes here. */
    void insert(byte[] octets, int length) {
        way.send(ByteBuffer.wrap(octets, 0, length));
    }
}
