package dev.postern.bench.backend;

import java.nio.ByteBuffer;

/** One connection's protocol. */
interface Dialogue {
    void greet();

    /** Takes all that remains in the heap buffer. */
    void take(ByteBuffer octets);
}
