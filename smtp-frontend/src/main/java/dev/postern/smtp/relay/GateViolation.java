package dev.postern.smtp.relay;

/** Somebody broke the protocol so that nothing safe can follow. The message is constant text, safe for a log. */
final class GateViolation extends Exception {
    private static final long serialVersionUID = 1L;

    GateViolation(String message) {
        super(message, null, false, false);
    }
}
