package dev.postern.cli;

import dev.postern.core.token.BearerToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A token on standard input: read to its end, but never beyond a bound.
 *
 * @param in where it comes from
 * @param typed whether a person would have to type it
 */
record TokenInput(InputStream in, boolean typed) {
    /** Octets; more than any configuration accepts, so that a larger token is refused for its size. */
    static final int MOST = 128 * 1024;

    /** Standard input holds nothing that could be a token. */
    static final class NoToken extends Exception {
        private static final long serialVersionUID = 1L;

        NoToken(String message) {
            super(message);
        }
    }

    static TokenInput standard() {
        return new TokenInput(System.in, Terminal.at(Terminal.INPUT));
    }

    /** Everything there is, less one line end; of more than {@link #MOST} octets only the beginning. */
    BearerToken read() throws NoToken, CommandFailed {
        if (typed) {
            // A terminal shows the token, keeps it in its scroll-back, and cuts lines at 4,096 characters.
            throw new NoToken("a token is read from a file or a pipe, not from the terminal: "
                    + "postern token explain < access-token");
        }
        String text = withoutLineEnd(octets());
        if (text.isEmpty()) {
            throw new NoToken("standard input is empty: postern token explain < access-token");
        }
        if (!text.matches("[A-Za-z0-9._~+/-]+=*")) {
            // RFC 6750 §2.1: no client could send it.
            throw new NoToken("standard input holds more than a token; of a token endpoint's answer, only access_token "
                    + "is wanted: jq -r .access_token answer.json | postern token explain");
        }
        return new BearerToken(text);
    }

    private String octets() throws CommandFailed {
        try {
            return new String(in.readNBytes(MOST + 1), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new CommandFailed("cannot read standard input: " + unreadable.getMessage());
        }
    }

    private static String withoutLineEnd(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
