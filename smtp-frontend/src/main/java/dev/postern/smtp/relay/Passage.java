package dev.postern.smtp.relay;

import dev.postern.core.session.RelayGate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The way of one buffer to the backend: what is consumed passes, in slices of that very buffer, unless it is dropped or
 * replaced.
 *
 * <p>A buffer in which something is replaced is gathered from there on, for one write instead of many small ones.
 */
final class Passage {
    private final ByteBuffer bytes;
    private final RelayGate.Sides sides;
    private final int begin;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
    private boolean gathering;
    private int from;

    Passage(ByteBuffer bytes, RelayGate.Sides sides) {
        this.bytes = bytes;
        this.sides = sides;
        this.begin = bytes.position();
        this.from = begin;
    }

    /** What lies between start and the buffer's position does not pass. */
    void dropFrom(int start) {
        pass(start);
        from = bytes.position();
    }

    /** In place of what lies between start and end, these octets pass. */
    void replace(int start, int end, byte[] octets) {
        if (start == begin && !gathering) {
            // What an earlier buffer has begun: the rest can still pass as it is.
            sides.toBackend(ByteBuffer.wrap(octets));
        } else {
            gathering = true;
            pass(start);
            gathered.writeBytes(octets);
        }
        from = end;
    }

    /** Everything consumed so far goes on its way. */
    void flush() {
        pass(bytes.position());
        from = bytes.position();
        if (gathered.size() > 0) {
            sides.toBackend(ByteBuffer.wrap(gathered.toByteArray()));
            gathered.reset();
        }
    }

    private void pass(int end) {
        if (end <= from) {
            return;
        }
        if (gathering) {
            byte[] copy = new byte[end - from];
            bytes.get(from, copy);
            gathered.writeBytes(copy);
            return;
        }
        int position = bytes.position();
        int limit = bytes.limit();
        bytes.limit(end).position(from);
        sides.toBackend(bytes);
        bytes.limit(limit).position(position);
    }
}
