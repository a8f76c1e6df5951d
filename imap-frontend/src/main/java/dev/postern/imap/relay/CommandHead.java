package dev.postern.imap.relay;

import java.nio.charset.StandardCharsets;

/** The first two words of a client's line, tag and verb, as they come octet by octet: all that decides about a command. */
final class CommandHead {
    enum Reading {
        /** The verb is not complete. */
        UNFINISHED,
        /** All there is: the octet just shown stands behind it. */
        COMPLETE,
        /** No tag and verb as everybody would read them. */
        MALFORMED
    }

    private static final int LONGEST = 256;

    private final byte[] octets = new byte[LONGEST];
    private int length;
    private int tagEnd = -1;

    void clear() {
        length = 0;
        tagEnd = -1;
    }

    /**
     * Shows the next octet. It is remembered unless it completes the head.
     *
     * <pre>
     * command = tag SP (command-any / command-auth / command-nonauth / command-select) CRLF
     * </pre>
     */
    Reading take(byte octet) {
        if (octet == '\r' || octet == '\n') {
            return Reading.COMPLETE;
        }
        if (octet == ' ') {
            return onSpace();
        }
        if (octet <= ' ' || octet == 0x7f || length == LONGEST) {
            return Reading.MALFORMED;
        }
        if (special(octet) || (octet == '+' && tagEnd < 0)) {
            // "LOGIN(" is LOGIN to us, whatever it is to others; and a tag "+" would make its completion a go-ahead.
            return tagEnd < 0 ? Reading.MALFORMED : Reading.COMPLETE;
        }
        octets[length++] = octet;
        return Reading.UNFINISHED;
    }

    private Reading onSpace() {
        boolean wordBefore = length > tagEnd + 1;
        if (!wordBefore || length == LONGEST) {
            return Reading.MALFORMED;
        }
        if (tagEnd >= 0) {
            return Reading.COMPLETE;
        }
        tagEnd = length;
        octets[length++] = ' ';
        return Reading.UNFINISHED;
    }

    /** {@code atom-specials}, but for those that {@link #take} has seen to. */
    private static boolean special(byte octet) {
        return switch (octet) {
            case '(', ')', '{', '%', '*', '"', '\\' -> true;
            default -> false;
        };
    }

    boolean empty() {
        return length == 0;
    }

    /** True where there are both words. */
    boolean command() {
        return tagEnd > 0 && length > tagEnd + 1;
    }

    Verb verb() {
        return command() ? Verb.of(octets, tagEnd + 1, length) : Verb.OTHER;
    }

    String tag() {
        return new String(octets, 0, tagEnd, StandardCharsets.US_ASCII);
    }

    long tagMark() {
        return TagMark.of(octets, 0, tagEnd);
    }

    /** The octets taken so far; the array is the head's own. */
    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }
}
