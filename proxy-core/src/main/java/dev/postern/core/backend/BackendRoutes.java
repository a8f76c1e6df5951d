package dev.postern.core.backend;

/** Where a mailbox lives. Shared; never blocks. */
public interface BackendRoutes {
    /** The service of one protocol that holds the mailbox. */
    BackendService route(String mailbox);

    /** The service whose features a client is shown before we know who it is. */
    BackendService byDefault();
}
