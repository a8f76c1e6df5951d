package dev.postern.admin.control;

/** A request that asks for what there is not; the message is for its sender. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message, null, false, false);
    }
}
