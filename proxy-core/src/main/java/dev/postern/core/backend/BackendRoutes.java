package dev.postern.core.backend;

/** Where the mailboxes live, for one protocol. Shared; never blocks. */
public interface BackendRoutes {
    /**
     * Where this one lives.
     *
     * @param mailbox as it is opened
     * @param claimed the backend that the token of the mailbox's own user names; empty where it names none
     */
    Home route(String mailbox, String claimed);
}
