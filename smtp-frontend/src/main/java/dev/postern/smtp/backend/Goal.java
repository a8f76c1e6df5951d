package dev.postern.smtp.backend;

import dev.postern.smtp.wire.Extensions;
import java.util.Optional;

/** What a dialogue is for, once EHLO is answered and TLS is up where it is asked for. */
interface Goal {
    /** Why it must not even begin; empty where it may. */
    Optional<String> objection();

    /**
     * The next step towards the goal.
     *
     * @param extensions as the last EHLO reply told them
     */
    void onReady(Extensions extensions);

    /** A text of the backend's for the log, without what we have told it in confidence. */
    String redact(String detail);
}
