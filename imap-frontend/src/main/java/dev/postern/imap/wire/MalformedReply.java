package dev.postern.imap.wire;

/** A backend's line that is no IMAP response. The message is constant text, safe for a log. */
public final class MalformedReply extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedReply(String message) {
        super(message, null, false, false);
    }
}
