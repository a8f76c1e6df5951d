package dev.postern.imap.backend;

import dev.postern.imap.wire.Response;

/** What one state of the backend's side does with what happens. */
interface BackendState {
    /** What we are at, for logs and failures. */
    String doing();

    /** False where not a byte may come: it is left where it is. */
    default boolean listens() {
        return true;
    }

    default void onResponse(Response response) {
        throw new IllegalStateException("a response in " + getClass().getSimpleName());
    }

    default void onTls() {
        throw new IllegalStateException("TLS in " + getClass().getSimpleName());
    }
}
