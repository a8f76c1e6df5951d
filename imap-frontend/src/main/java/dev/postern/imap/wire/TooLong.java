package dev.postern.imap.wire;

/** A line, literal or command beyond its limit: nothing that follows could be understood. The message is constant text. */
public final class TooLong extends Exception {
    private static final long serialVersionUID = 1L;

    TooLong(String message) {
        super(message, null, false, false);
    }
}
