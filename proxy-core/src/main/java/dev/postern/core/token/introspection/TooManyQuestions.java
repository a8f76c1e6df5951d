package dev.postern.core.token.introspection;

/** More tokens to ask about than may wait. */
public final class TooManyQuestions extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyQuestions() {
        super("too many introspections wait", null, false, false);
    }
}
