package dev.postern.imap.backend;

import dev.postern.imap.wire.Capabilities;
import java.util.Optional;

/** What a dialogue is for, once the greeting is heard and TLS is up where it is asked for. */
interface Goal {
    /** Why it must not even begin; empty where it may. */
    Optional<String> objection();

    /**
     * The next step towards the goal.
     *
     * @param capabilities as last heard in this TLS state; empty where the backend has not told
     */
    void onReady(Optional<Capabilities> capabilities);

    /** A text of the backend's for the log, without what we have told it in confidence. */
    String redact(String detail);
}
