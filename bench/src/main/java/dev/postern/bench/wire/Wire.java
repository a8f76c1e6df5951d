package dev.postern.bench.wire;

import java.io.Closeable;
import java.io.IOException;

/** One connection of a client; blocking, for one thread at a time. */
public interface Wire extends Closeable {
    /**
     * Reads what has come, at least one octet.
     *
     * @return how many; -1 at the end
     */
    int read(byte[] into, int from, int length) throws IOException;

    /** Writes all of it. */
    void write(byte[] octets, int from, int length) throws IOException;

    /** Gives back what memory it can do without until the next octet. */
    void rest();

    /** Whether TLS took up an earlier session. */
    boolean resumed();
}
