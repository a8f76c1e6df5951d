package dev.postern.bench.backend;

import java.nio.ByteBuffer;

/** Where a dialogue speaks to. */
interface Output {
    /** Says a line; CRLF is added. */
    void line(String text);

    /** Sends octets that nobody changes afterwards. */
    void octets(ByteBuffer octets);

    /** Closes behind all that was said. */
    void end();
}
