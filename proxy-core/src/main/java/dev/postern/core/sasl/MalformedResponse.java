package dev.postern.core.sasl;

/** A SASL response that is not of its mechanism's grammar. The message is constant text, safe for a log. */
final class MalformedResponse extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedResponse(String message) {
        super(message, null, false, false);
    }
}
