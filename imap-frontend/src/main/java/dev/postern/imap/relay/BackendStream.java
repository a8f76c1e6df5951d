package dev.postern.imap.relay;

import dev.postern.core.session.RelayGate.Sides;
import dev.postern.imap.wire.CapabilityLine;
import dev.postern.imap.wire.ImapReplies;
import dev.postern.imap.wire.LiteralMark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A backend's responses on their way to the client: completions are counted, lists of capabilities filtered, and
 * everything else is followed just far enough to know where the next response begins.
 */
final class BackendStream {
    private enum Step {
        /** Within the first octets of a response, which say what it is. */
        START,
        /** In a line that passes as it comes. */
        LINE,
        /** The same, and it is {@code continue-req}. */
        PLUS,
        /** In a line that is looked at as a whole. */
        WHOLE_LINE,
        LITERAL
    }

    private static final int LONGEST_HELD = 8192;
    /** Octets that tell a response worth a look from data: star, space and a letter. */
    private static final int TELLING = 3;

    private final OpenCommands open;
    private final ClientStream client;
    private final LineEnding ending = new LineEnding();
    private final HeldLine held = new HeldLine(LONGEST_HELD);
    private Step step = Step.START;
    private long literalLeft;
    private boolean broken;

    BackendStream(OpenCommands open, ClientStream client) {
        this.open = open;
        this.client = client;
    }

    void onBytes(ByteBuffer bytes, Sides sides) {
        Passage passage = new Passage(bytes, sides::toClient);
        int limit = bytes.limit();
        int at = bytes.position();
        while (at < limit && !broken) {
            at = switch (step) {
                case START -> readStart(bytes, at, passage);
                case LINE, PLUS -> readLine(bytes, at);
                case WHOLE_LINE -> readWholeLine(bytes, at, passage, sides);
                case LITERAL -> readLiteral(at, limit);
            };
        }
        if (!broken) {
            passage.upTo(limit);
        }
        bytes.position(limit);
    }

    private int readStart(ByteBuffer bytes, int at, Passage passage) {
        byte first = held.isEmpty() ? bytes.get(at) : held.octets()[0];
        if (first == '*' && held.length() + bytes.limit() - at < TELLING) {
            return hold(bytes, at, passage);
        }
        if (first == '*' && !tells(bytes.get(at + TELLING - 1 - held.length()))) {
            step = Step.LINE;
        } else {
            step = first == '+' ? Step.PLUS : Step.WHOLE_LINE;
        }
        ending.clear();
        if (step != Step.WHOLE_LINE) {
            release(at, passage);
        }
        return at;
    }

    /** The first letters of CAPABILITY, OK, NO, BAD, BYE and PREAUTH; no frequent kind of data begins with them. */
    private static boolean tells(byte letter) {
        return switch (letter & 0xdf) {
            case 'C', 'O', 'N', 'B', 'P' -> true;
            default -> false;
        };
    }

    /** Keeps the rest of the buffer for later; where that is too much for a status line, it passes as data would. */
    private int hold(ByteBuffer bytes, int from, Passage passage) {
        passage.upTo(from);
        if (held.add(bytes, from, bytes.limit())) {
            passage.dropTo(bytes.limit());
            return bytes.limit();
        }
        step = Step.LINE;
        release(from, passage);
        return from;
    }

    private void release(int at, Passage passage) {
        if (!held.isEmpty()) {
            passage.upTo(at);
            passage.insert(held.octets(), held.length());
        }
        held.clear();
    }

    private int readLine(ByteBuffer bytes, int from) {
        int lineFeed = LineFeeds.find(bytes, from);
        if (lineFeed < 0) {
            ending.remember(bytes, from, bytes.limit());
            return bytes.limit();
        }
        if (step == Step.PLUS) {
            step = Step.START;
            if (!open.plusForIdle()) {
                client.onGoAhead();
            }
        } else {
            endLine(ending.literal(bytes, from, lineFeed));
        }
        return lineFeed + 1;
    }

    private void endLine(long literal) {
        ending.clear();
        if (literal == LineEnding.NO_LITERAL) {
            step = Step.START;
        } else {
            literalLeft = literal;
            step = literal == 0 ? Step.LINE : Step.LITERAL;
        }
    }

    private int readLiteral(int at, int limit) {
        int count = (int) Math.min(literalLeft, limit - at);
        literalLeft -= count;
        if (literalLeft == 0) {
            step = Step.LINE;
        }
        return at + count;
    }

    private int readWholeLine(ByteBuffer bytes, int from, Passage passage, Sides sides) {
        int lineFeed = LineFeeds.find(bytes, from);
        if (lineFeed < 0) {
            return hold(bytes, from, passage);
        }
        int end = lineFeed + 1;
        boolean inOnePiece = held.isEmpty();
        if (!held.add(bytes, from, end)) {
            step = Step.LINE;
            release(from, passage);
            return from;
        }
        step = Step.START;
        String said = held.text();
        StatusLine line = new StatusLine(said);
        if (line.bad()) {
            // It may be the last that the client hears.
            passage.upTo(from);
        }
        String heard = judge(line, sides);
        if (broken) {
            return end;
        }
        if (!heard.equals(said)) {
            passage.upTo(from);
            byte[] octets = (heard + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            passage.insert(octets, octets.length);
            passage.dropTo(end);
        } else if (!inOnePiece) {
            passage.upTo(from);
            passage.insert(held.octets(), held.length());
            passage.dropTo(end);
        }
        held.clear();
        return end;
    }

    /** What the client hears instead; most often the very same. */
    private String judge(StatusLine line, Sides sides) {
        if (line.untagged() && !line.status()) {
            endLine(LiteralMark.endOf(line.text()).map(LiteralMark::length).orElse(LineEnding.NO_LITERAL));
        } else if (line.untagged() && line.bad() && open.anyUnaskedLiteral()) {
            desynchronized(sides);
        } else if (!line.untagged() && complete(line, sides)) {
            return ImapReplies.notAfterLogin(line.tag());
        }
        return line.mayListCapabilities() ? CapabilityLine.filter(line.text()) : line.text();
    }

    /** True where the command is one that we have refused and sent on as NOOP. */
    private boolean complete(StatusLine line, Sides sides) {
        byte[] tag = line.tag().getBytes(StandardCharsets.ISO_8859_1);
        long mark = TagMark.of(tag, 0, tag.length);
        boolean unasked = open.complete(mark);
        if (unasked && line.bad()) {
            desynchronized(sides);
        }
        client.onCompletion(mark);
        return open.anyRefused() && open.answerRefused(line.tag());
    }

    /**
     * The backend has called a command malformed whose literal came unasked: whether it has eaten the literal or takes it
     * for commands, nobody can know. RFC 7888 §4 leaves a server the same way out.
     */
    private void desynchronized(Sides sides) {
        broken = true;
        sides.violate("a malformed command with a literal");
    }

    boolean atResponseStart() {
        return step == Step.START && held.isEmpty();
    }
}
