package dev.postern.imap.relay;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The line of a command behind its verb, or behind a literal, as it passes: does it announce a literal, and is it sound? */
final class ArgumentLine {
    private static final int REMEMBERED = 1024;
    private static final int MOST_DIGITS = 18;
    private static final String MAILBOX = "(?: [A-Za-z0-9._/&+,-]+| \"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\")?";
    private static final String FLAGS = "(?: \\((?:\\\\?[A-Za-z0-9$_-]+(?: \\\\?[A-Za-z0-9$_-]+)*)?\\))?";
    private static final String DATE = "(?: \"[ 0-9A-Za-z:+-]{26}\")?";
    private static final Pattern APPEND = Pattern.compile(MAILBOX + FLAGS + DATE + " ~?\\{[0-9]+\\+}\r\n");

    private enum Mark {
        NONE,
        LENGTH,
        PLUS,
        CLOSED
    }

    private final byte[] octets = new byte[REMEMBERED];
    private final int longest;
    private int count;
    private boolean quoted;
    private boolean escaped;
    private boolean afterReturn;
    private Mark mark = Mark.NONE;
    private boolean synchronizing;
    private int digits;
    private long length;

    ArgumentLine(int longest) {
        this.longest = longest;
    }

    void clear() {
        count = 0;
        quoted = false;
        escaped = false;
        afterReturn = false;
        mark = Mark.NONE;
    }

    /** Shows the next octet; false where the line cannot be read in one way only, or is too long. */
    boolean take(byte octet) {
        if (count < REMEMBERED) {
            octets[count] = octet;
        }
        count++;
        if (octet == '\n') {
            // A literal that is announced in a quoted string or before a bare LF is one for some readers only.
            return mark != Mark.CLOSED || (afterReturn && !quoted && length < Long.MAX_VALUE);
        }
        if (afterReturn || count > longest) {
            return false;
        }
        afterReturn = octet == '\r';
        if (!afterReturn) {
            quote(octet);
            mark(octet);
        }
        return true;
    }

    private void quote(byte octet) {
        if (escaped) {
            escaped = false;
        } else if (octet == '"') {
            quoted = !quoted;
        } else {
            escaped = quoted && octet == '\\';
        }
    }

    /** {@code "{" number64 ["+"] "}"}. */
    private void mark(byte octet) {
        if (octet == '{') {
            mark = Mark.LENGTH;
            synchronizing = true;
            digits = 0;
            length = 0;
        } else if (mark == Mark.LENGTH && octet >= '0' && octet <= '9') {
            digits++;
            length = digits > MOST_DIGITS ? Long.MAX_VALUE : length * 10 + (octet - '0');
        } else if (mark == Mark.LENGTH && digits > 0 && octet == '+') {
            mark = Mark.PLUS;
            synchronizing = false;
        } else if (((mark == Mark.LENGTH && digits > 0) || mark == Mark.PLUS) && octet == '}') {
            mark = Mark.CLOSED;
        } else {
            mark = Mark.NONE;
        }
    }

    /** At the line's end: whether a literal follows. */
    boolean announcesLiteral() {
        return mark == Mark.CLOSED;
    }

    boolean synchronizing() {
        return synchronizing;
    }

    long literalLength() {
        return length;
    }

    /**
     * True where no backend has a reason to refuse an APPEND before it has read the literal that this line announces.
     *
     * <pre>
     * append         = "APPEND" SP mailbox SP append-message *(SP append-message)
     * append-message = [SP flag-list] [SP date-time] SP append-data
     * </pre>
     */
    boolean soundAppend() {
        return count <= REMEMBERED
                && APPEND.matcher(new String(octets, 0, count, StandardCharsets.ISO_8859_1))
                        .matches();
    }
}
