package dev.postern.core.token.jwt;

/** Text that is no signed JWT. The message is constant text, safe for a log. */
public final class MalformedToken extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedToken(String message) {
        super(message, null, false, false);
    }
}
