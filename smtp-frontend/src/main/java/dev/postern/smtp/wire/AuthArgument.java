package dev.postern.smtp.wire;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind AUTH. RFC 4954 §4.
 *
 * @param mechanism its name as the client wrote it
 * @param initialResponse base64, {@code =} for the empty one, null where there is none
 */
public record AuthArgument(String mechanism, @Nullable String initialResponse) {
    /** {@code mechanism [SP initial-response]}. */
    public static AuthArgument parse(String argument) throws MalformedCommand {
        int space = argument.indexOf(' ');
        String mechanism = space < 0 ? argument : argument.substring(0, space);
        String response = space < 0 ? null : argument.substring(space + 1);
        if (mechanism.isEmpty() || (response != null && response.indexOf(' ') >= 0)) {
            throw new MalformedCommand("AUTH takes a mechanism and at most one response");
        }
        return new AuthArgument(mechanism, response);
    }

    /** Redacted: the response holds a token. */
    @Override
    public String toString() {
        return "AuthArgument[" + mechanism + "]";
    }
}
