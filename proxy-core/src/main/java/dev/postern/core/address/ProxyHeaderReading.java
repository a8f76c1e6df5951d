package dev.postern.core.address;

import java.util.Optional;

/** What the octets at the start of a connection are, where a PROXY header has to come first. */
public sealed interface ProxyHeaderReading {
    /**
     * A whole header.
     *
     * @param length its octets: what stands behind them is the client's
     * @param forwarded the ends that it tells; empty where it leaves those of this very connection to count
     */
    record Complete(int length, Optional<Ends> forwarded) implements ProxyHeaderReading {}

    /** No header, or none yet. */
    enum Unfinished implements ProxyHeaderReading {
        NEED_MORE,
        /** Something else. */
        ABSENT,
        MALFORMED,
        TOO_LONG
    }
}
