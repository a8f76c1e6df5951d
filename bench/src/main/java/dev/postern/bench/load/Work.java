package dev.postern.bench.load;

/** What one client does again and again; for one thread. */
interface Work extends AutoCloseable {
    /** One operation, whole, or a fault. */
    void once() throws Fault;

    /** Whether the operation just done was in a TLS session taken up again. */
    default boolean resumed() {
        return false;
    }

    /** Lets go of what it holds; the next operation begins anew. */
    @Override
    default void close() {
        // Most hold nothing between two operations.
    }
}
