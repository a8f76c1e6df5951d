package dev.postern.smtp.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The content behind DATA, up to CRLF "." CRLF and nothing else. RFC 5321 §4.1.1.4, §2.3.8.
 *
 * <p>Old backends end lines, and so messages, at a bare LF, and overlook CRs before it: what is one message here could be
 * a message and commands there. So no bare CR or LF passes. A bare LF becomes CRLF, as every backend would read it, and a
 * dot behind it is doubled, since for us it does not begin a line that the client has stuffed. Bare CRs before a line end
 * vanish, others become a space, as in Postfix. Deviates from RFC 5321 §2.3.8: refusing them would refuse the mail of curl
 * and of many scripts.
 */
final class MessageData {
    private static final byte[] CR = octets("\r");
    private static final byte[] DOT_CR = octets(".\r");
    private static final byte[] DOT = octets(".");
    private static final byte[] SPACE = octets(" ");
    private static final byte[] DOT_SPACE = octets(". ");

    /** Where in a line we are. */
    private enum At {
        LINE_START,
        /** Behind a bare LF: a line to the backend, but not to the client. */
        BARE_LINE_START,
        /** Behind a dot at the start of a line; it waits with the CRs behind it. */
        LEADING_DOT,
        TEXT
    }

    private At at = At.LINE_START;
    /** CRs that wait for what follows them: none, one, or two for more. */
    private int returns;

    private int waitingFrom;
    private boolean waitsSinceEarlier;

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Takes content; true where the message has ended, and then nothing behind its end is taken. */
    boolean takes(ByteBuffer bytes, Passage passage) {
        int i = bytes.position();
        waitingFrom = i;
        while (i < bytes.limit()) {
            if (at == At.TEXT && returns == 0) {
                i = endOfPlainLines(bytes, i);
            }
            if (i < bytes.limit() && on(bytes.get(i), i++, passage)) {
                bytes.position(i);
                return true;
            }
        }
        bytes.position(i);
        if (waits()) {
            passage.dropFrom(waitingFrom);
            waitsSinceEarlier = true;
        }
        return false;
    }

    /** The first CR or LF that is more than the end of one line of text before another. */
    private static int endOfPlainLines(ByteBuffer bytes, int from) {
        int i = LineOctets.next(bytes, from);
        while (i + 2 < bytes.limit() && bytes.get(i) == '\r' && bytes.get(i + 1) == '\n' && bytes.get(i + 2) > '.') {
            i = LineOctets.next(bytes, i + 3);
        }
        return i;
    }

    private boolean waits() {
        return returns > 0 || at == At.LEADING_DOT;
    }

    /** True where this octet ends the message. */
    private boolean on(byte octet, int i, Passage passage) {
        switch (octet) {
            case '\r' -> onReturn(i);
            case '\n' -> {
                return onLineFeed(i, passage);
            }
            default -> onText(octet, i, passage);
        }
        return false;
    }

    private void onReturn(int i) {
        if (!waits()) {
            waitingFrom = i;
        }
        returns = returns == 0 ? 1 : 2;
    }

    private boolean onLineFeed(int i, Passage passage) {
        boolean end = returns == 1 && at == At.LEADING_DOT;
        if (returns == 1) {
            letGo(i, end ? DOT_CR : CR, passage);
        } else {
            // A dot that was alone but for CRs, or before a bare LF, stood for an empty line: it must not pass.
            replace(i, CR, passage);
        }
        at = returns == 0 ? At.BARE_LINE_START : At.LINE_START;
        returns = 0;
        return end;
    }

    private void onText(byte octet, int i, Passage passage) {
        if (returns > 0) {
            replace(i, at == At.LEADING_DOT ? DOT_SPACE : SPACE, passage);
            returns = 0;
        } else if (at == At.LEADING_DOT) {
            letGo(i, DOT, passage);
        } else if (octet == '.' && at == At.BARE_LINE_START) {
            replace(i, DOT, passage);
        } else if (octet == '.' && at == At.LINE_START) {
            waitingFrom = i;
            at = At.LEADING_DOT;
            return;
        }
        at = At.TEXT;
    }

    /** What waits passes as it came. */
    private void letGo(int i, byte[] waiting, Passage passage) {
        if (waitsSinceEarlier) {
            replace(i, waiting, passage);
        }
    }

    private void replace(int i, byte[] octets, Passage passage) {
        passage.replace(waits() ? waitingFrom : i, i, octets);
        waitsSinceEarlier = false;
    }
}
