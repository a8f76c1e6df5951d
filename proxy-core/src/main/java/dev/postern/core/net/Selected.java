package dev.postern.core.net;

/** What hangs on a key of a loop's selector. Called on the loop. */
interface Selected {
    /** The operations that the selector found ready, as in {@link java.nio.channels.SelectionKey}. */
    void onReady(int operations);
}
