package dev.postern.imap.relay;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/** The commands that a backend has not completed, as far as the gate must know them. */
final class OpenCommands {
    private static final int MOST = 4096;
    private static final int MOST_REFUSED = 32;
    private static final int FIRST_ROOM = 4;
    private static final long WITH_LITERAL = 1;

    private long[] marks = new long[FIRST_ROOM];
    private int count;
    private final Deque<Long> idlesWithoutPlus = new ArrayDeque<>(2);
    private final Deque<String> refused = new ArrayDeque<>(2);
    private long idling;
    private boolean idle;

    /** False where there are too many. */
    boolean begin(long mark, Verb verb) {
        if (count == MOST) {
            return false;
        }
        if (count == marks.length) {
            marks = Arrays.copyOf(marks, 2 * count);
        }
        marks[count++] = mark;
        if (verb == Verb.IDLE) {
            idlesWithoutPlus.add(mark);
        }
        return true;
    }

    /** A command that goes to the backend as NOOP, so that our answer stands where the backend's would have stood. */
    boolean refuse(String tag, long mark) {
        return refused.size() < MOST_REFUSED && refused.add(tag) && begin(mark, Verb.OTHER);
    }

    /** The command begun last carries a literal that its sender did not wait to be asked for. */
    void literalUnasked() {
        if (count > 0) {
            marks[count - 1] |= WITH_LITERAL;
        }
    }

    /** True where another command than the one begun last has this tag. */
    boolean tagInUse(long mark) {
        for (int i = 0; i < count - 1; i++) {
            if ((marks[i] & ~WITH_LITERAL) == mark) {
                return true;
            }
        }
        return false;
    }

    boolean anyUnaskedLiteral() {
        for (int i = 0; i < count; i++) {
            if ((marks[i] & WITH_LITERAL) != 0) {
                return true;
            }
        }
        return false;
    }

    /** A completion has come; true where the command had a literal that nobody asked for. */
    boolean complete(long mark) {
        idle = idle && idling != mark;
        idlesWithoutPlus.removeFirstOccurrence(mark);
        for (int i = 0; i < count; i++) {
            if ((marks[i] & ~WITH_LITERAL) == mark) {
                boolean unasked = marks[i] != mark;
                System.arraycopy(marks, i + 1, marks, i, --count - i);
                return unasked;
            }
        }
        return false;
    }

    /** A plus sign has come; true where it answers an IDLE and is no go-ahead. */
    boolean plusForIdle() {
        Long mark = idlesWithoutPlus.poll();
        if (mark == null) {
            return false;
        }
        idling = mark;
        idle = true;
        return true;
    }

    boolean anyRefused() {
        return !refused.isEmpty();
    }

    /** True, once, for the tag of a refused command. */
    boolean answerRefused(String tag) {
        for (Iterator<String> tags = refused.iterator(); tags.hasNext(); ) {
            if (tags.next().equals(tag)) {
                tags.remove();
                return true;
            }
        }
        return false;
    }

    /** True where the backend owes no answer, but for an IDLE that it has begun. */
    boolean quiet() {
        return count == 0 || (count == 1 && idle);
    }
}
