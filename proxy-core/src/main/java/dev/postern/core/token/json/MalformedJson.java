package dev.postern.core.token.json;

/** Text that is no JSON object, or one that two parsers could read differently. The message is constant text. */
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
