package dev.postern.config.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the problems of one file, so that all are told at once. */
public final class Problems {
    private static final int LONGEST_QUOTE = 60;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public void add(int line, String path, String what, String mend) {
        found.add(new Problem(file, line, path, what, mend));
    }

    /** A collector for what a missing section would complain about: nobody asks it. */
    public Problems unheard() {
        return new Problems(file);
    }

    public boolean none() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    public List<Problem> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    /** Words of the file as a message may repeat them: one line, printable, bounded. */
    public static String quote(String words) {
        StringBuilder out = new StringBuilder("'");
        words.codePoints()
                .limit(LONGEST_QUOTE)
                .forEach(c -> out.appendCodePoint(Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c));
        return out.append(words.codePointCount(0, words.length()) > LONGEST_QUOTE ? "…'" : "'")
                .toString();
    }
}
