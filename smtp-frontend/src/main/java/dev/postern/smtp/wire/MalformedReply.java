package dev.postern.smtp.wire;

/** A backend's reply that breaks the grammar or its bounds. The message is constant text, safe for a log. */
public final class MalformedReply extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedReply(String message) {
        super(message, null, false, false);
    }
}
