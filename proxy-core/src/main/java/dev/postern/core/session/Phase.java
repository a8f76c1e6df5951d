package dev.postern.core.session;

/** One stage in the life of a session, hearing its client. A session moves forward only: {@link Session#become}. */
interface Phase extends ConnectionListener {
    /** Ends the session, with a word to the client where one can be said; from the loop. */
    void end(CloseReason reason);
}
