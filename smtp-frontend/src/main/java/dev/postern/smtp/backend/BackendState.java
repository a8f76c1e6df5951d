package dev.postern.smtp.backend;

import dev.postern.smtp.wire.Reply;

/** What one state of the backend's side does with what happens. */
interface BackendState {
    /** What we are at, for logs and failures. */
    String doing();

    /** False where not a byte may come: it is left where it is. */
    default boolean listens() {
        return true;
    }

    default void onReply(Reply reply) {
        throw new IllegalStateException("a reply in " + getClass().getSimpleName());
    }

    default void onTls() {
        throw new IllegalStateException("TLS in " + getClass().getSimpleName());
    }
}
