package dev.postern.smtp.wire;

/** What a peer sends is beyond its limit, so that nothing safe can follow. */
public final class TooLong extends Exception {
    private static final long serialVersionUID = 1L;

    TooLong(String message) {
        super(message, null, false, false);
    }
}
