package dev.postern.imap.relay;

import dev.postern.core.session.RelayGate.Sides;
import dev.postern.imap.wire.CommandReader;
import dev.postern.imap.wire.CommandText;
import dev.postern.imap.wire.IdParameters;
import dev.postern.imap.wire.MalformedCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A client's commands on their way to the backend: tag and verb decide about each, the rest is followed just far enough
 * to know where the next one begins.
 */
final class ClientStream {
    private enum Step {
        /** At the beginning of a command, or within its first two words. */
        HEAD,
        /** Behind the verb or behind a literal, to the end of the line. */
        LINE,
        LITERAL,
        /** A literal is announced and the backend has not said that it wants it. */
        GO_AHEAD_AWAITED,
        BROKEN
    }

    private enum Fate {
        PASSES,
        /** ID: passes or not once its line is complete. */
        HELD,
        DROPPED
    }

    private static final int LONGEST_ID = 8192;

    private final OpenCommands open;
    private final CommandHead head = new CommandHead();
    private final SecondReading second = new SecondReading();
    private final ArgumentLine line;
    private final HeldLine held = new HeldLine(LONGEST_ID);
    private Step step = Step.HEAD;
    private Fate fate = Fate.PASSES;
    private Verb verb = Verb.OTHER;
    private long tagMark;
    private long literalLeft;
    private boolean leaving;
    /** Whether the head's first octets came with an earlier buffer and wait in it. */
    private boolean headWaits;

    ClientStream(OpenCommands open, int longestLine) {
        this.open = open;
        this.line = new ArgumentLine(longestLine);
    }

    void onBytes(ByteBuffer bytes, Sides sides) {
        Passage passage = new Passage(bytes, sides::toBackend);
        int at = bytes.position();
        int limit = bytes.limit();
        headWaits = step == Step.HEAD && !head.empty();
        while (at < limit && step != Step.BROKEN) {
            at = switch (step) {
                case HEAD -> readHead(bytes, at, passage, sides);
                case LINE -> readLine(bytes, at, passage, sides);
                case LITERAL -> readLiteral(bytes, at, sides);
                case GO_AHEAD_AWAITED -> broken(sides, "bytes before the go-ahead");
                case BROKEN -> limit;
            };
        }
        if (step == Step.HEAD) {
            passage.upTo(headWaits ? bytes.position() : limit - head.length());
        } else if (step != Step.BROKEN && fate == Fate.PASSES) {
            passage.upTo(limit);
        }
        bytes.position(limit);
    }

    private int readHead(ByteBuffer bytes, int from, Passage passage, Sides sides) {
        for (int at = from; at < bytes.limit(); at++) {
            CommandHead.Reading reading = head.take(bytes.get(at));
            if (reading == CommandHead.Reading.MALFORMED) {
                return broken(sides, "a line without tag and verb");
            }
            if (reading == CommandHead.Reading.COMPLETE) {
                decide(passage, at, sides);
                return at;
            }
        }
        return bytes.limit();
    }

    /** The octet at this index stands behind the head. */
    private void decide(Passage passage, int at, Sides sides) {
        verb = head.verb();
        fate = verb.refused() ? Fate.DROPPED : verb == Verb.ID ? Fate.HELD : Fate.PASSES;
        leaving |= verb == Verb.LOGOUT;
        step = Step.LINE;
        line.clear();
        held.clear();
        if (head.command() && !admitted()) {
            broken(sides, "too many commands at once");
            return;
        }
        if (headWaits) {
            if (fate == Fate.PASSES) {
                passage.insert(head.octets(), head.length());
            }
            passage.dropTo(at);
        } else if (fate != Fate.PASSES) {
            passage.upTo(at - head.length());
            passage.dropTo(at);
        }
        headWaits = false;
        if (fate == Fate.DROPPED) {
            insert(passage, head.tag() + " NOOP\r\n");
        }
    }

    private boolean admitted() {
        tagMark = head.tagMark();
        return fate == Fate.DROPPED ? open.refuse(head.tag(), tagMark) : open.begin(tagMark, verb);
    }

    private int readLine(ByteBuffer bytes, int from, Passage passage, Sides sides) {
        for (int at = from; at < bytes.limit(); at++) {
            byte octet = bytes.get(at);
            if (!line.take(octet) || (second.reading() && !second.take(octet))) {
                return broken(sides, "a line that can be read in more than one way, or is too long");
            }
            if (octet == '\n') {
                hold(bytes, from, at + 1);
                onLineEnd(passage, at + 1, sides);
                return at + 1;
            }
        }
        hold(bytes, from, bytes.limit());
        return bytes.limit();
    }

    private void hold(ByteBuffer bytes, int from, int to) {
        if (fate == Fate.HELD) {
            held.add(bytes, from, to);
        }
    }

    private void onLineEnd(Passage passage, int end, Sides sides) {
        if (fate == Fate.HELD) {
            judgeId(passage, end, sides);
        }
        if (!line.announcesLiteral()) {
            endCommand(passage, end);
        } else if (!head.command()) {
            broken(sides, "a literal without a command");
        } else if (!line.synchronizing()) {
            onUnaskedLiteral();
        } else if (fate == Fate.DROPPED) {
            // Its answer comes in place of the go-ahead: nothing more of the command does (RFC 9051 §4.3).
            endCommand(passage, end);
        } else if (open.tagInUse(tagMark)) {
            broken(sides, "two commands at once with one tag");
        } else {
            literalLeft = line.literalLength();
            step = Step.GO_AHEAD_AWAITED;
        }
    }

    /**
     * Lets an ID pass that is in one line and claims nothing, octet by octet; any other goes on as one that says
     * nothing, so that the client has its answer.
     */
    private void judgeId(Passage passage, int end, Sides sides) {
        insert(passage, head.tag() + " ID");
        if (!line.announcesLiteral() && held.whole() && claimsNothing(sides)) {
            passage.insert(held.octets(), held.length());
        } else {
            insert(passage, " NIL\r\n");
        }
        held.clear();
        fate = Fate.DROPPED;
        passage.dropTo(end);
    }

    private boolean claimsNothing(Sides sides) {
        try {
            boolean forwards = IdParameters.read(new CommandReader(CommandText.of(held.text())))
                    .forwards();
            if (forwards) {
                sides.forgery("ID");
            }
            return !forwards;
        } catch (MalformedCommand malformed) {
            return false;
        }
    }

    private void endCommand(Passage passage, int end) {
        if (fate == Fate.DROPPED) {
            passage.dropTo(end);
        }
        nextCommand();
    }

    private void nextCommand() {
        step = Step.HEAD;
        head.clear();
        second.end();
    }

    private void onUnaskedLiteral() {
        if (fate == Fate.PASSES) {
            open.literalUnasked();
            if (!second.reading() && !(verb == Verb.APPEND && line.soundAppend())) {
                second.begin();
            }
        }
        beginLiteral(line.literalLength());
    }

    private void beginLiteral(long length) {
        literalLeft = length;
        step = length == 0 ? Step.LINE : Step.LITERAL;
        line.clear();
    }

    private int readLiteral(ByteBuffer bytes, int from, Sides sides) {
        int count = (int) Math.min(literalLeft, bytes.limit() - from);
        for (int at = from; second.reading() && at < from + count; at++) {
            if (!second.take(bytes.get(at))) {
                return broken(sides, "a literal that a backend might read as a command");
            }
        }
        literalLeft -= count;
        if (literalLeft == 0) {
            beginLiteral(0);
        }
        return from + count;
    }

    private static void insert(Passage passage, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        passage.insert(octets, octets.length);
    }

    private int broken(Sides sides, String detail) {
        step = Step.BROKEN;
        sides.violate(detail);
        return Integer.MAX_VALUE;
    }

    /** The backend wants the literal. */
    void onGoAhead() {
        if (step == Step.GO_AHEAD_AWAITED) {
            beginLiteral(literalLeft);
        }
    }

    /** The backend has completed a command: where that is the one whose literal it was to ask for, it will not. */
    void onCompletion(long mark) {
        if (step == Step.GO_AHEAD_AWAITED && mark == tagMark) {
            nextCommand();
        }
    }

    boolean atCommandStart() {
        return step == Step.HEAD && head.empty();
    }

    boolean leaving() {
        return leaving;
    }
}
