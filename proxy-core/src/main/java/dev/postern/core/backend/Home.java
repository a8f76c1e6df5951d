package dev.postern.core.backend;

/** Where a mailbox lives. */
public sealed interface Home {
    record Found(WatchedBackend backend) implements Home {}

    /**
     * At no backend that we know: nobody guesses.
     *
     * @param detail for the log
     */
    record Nowhere(String detail) implements Home {}
}
