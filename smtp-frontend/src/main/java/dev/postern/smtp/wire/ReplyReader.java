package dev.postern.smtp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads replies out of a backend's bytes as they come, within bounds: a backend is believed no more than a client. */
public final class ReplyReader {
    /** As Dovecot bounds those of its own backends. */
    private static final int MOST_LINES = 128;

    private static final int LONGEST_LINE = 4096;
    private static final int CODE = 3;

    private final LineCutter cutter = new LineCutter(LONGEST_LINE);
    private final List<String> texts = new ArrayList<>();
    private int code;

    /**
     * Takes bytes up to and with the next reply, or all of them where it is not complete.
     *
     * <pre>
     * Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
     * </pre>
     */
    public Optional<Reply> take(ByteBuffer bytes) throws MalformedReply {
        while (bytes.hasRemaining()) {
            Optional<Line> line = cut(bytes);
            if (line.isPresent() && ends(line.get())) {
                Reply reply = new Reply(code, texts);
                texts.clear();
                return Optional.of(reply);
            }
        }
        return Optional.empty();
    }

    /** True where nothing of a reply is held. */
    public boolean atReplyStart() {
        return texts.isEmpty() && cutter.atLineStart();
    }

    private Optional<Line> cut(ByteBuffer bytes) throws MalformedReply {
        try {
            return cutter.take(bytes);
        } catch (TooLong tooLong) {
            throw new MalformedReply("a reply line without end");
        }
    }

    /** Keeps the text; true for the last line. */
    private boolean ends(Line line) throws MalformedReply {
        String text = line.text();
        if (line.tooLong()) {
            throw new MalformedReply("a reply line too long");
        }
        if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new MalformedReply("a bare CR, LF or NUL in a reply");
        }
        int number = code(text);
        if (!texts.isEmpty() && number != code) {
            throw new MalformedReply("a reply of several codes");
        }
        if (texts.size() == MOST_LINES) {
            throw new MalformedReply("a reply of too many lines");
        }
        code = number;
        texts.add(text.length() > CODE ? text.substring(CODE + 1) : "");
        return text.length() == CODE || text.charAt(CODE) == ' ';
    }

    /** {@code Reply-code = %x32-35 %x30-35 %x30-39}, the second digit taken more widely. */
    private static int code(String text) throws MalformedReply {
        boolean digits = text.length() >= CODE
                && text.charAt(0) >= '2'
                && text.charAt(0) <= '5'
                && text.chars().limit(CODE).allMatch(c -> c >= '0' && c <= '9');
        boolean separated = text.length() == CODE || (digits && " -".indexOf(text.charAt(CODE)) >= 0);
        if (!digits || !separated) {
            throw new MalformedReply("no reply code");
        }
        return Integer.parseInt(text.substring(0, CODE));
    }
}
