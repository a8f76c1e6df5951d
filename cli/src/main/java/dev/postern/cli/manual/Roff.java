package dev.postern.cli.manual;

import java.util.List;

/** A man page in the making, in the macros of man(7), in ASCII. Of one thread. */
final class Roff {
    private final StringBuilder out = new StringBuilder();

    /** @param title of the page: {@code postern-status} */
    Roff(String title, int section, String source) {
        // No date: the same program makes the same page.
        line(".TH \"" + inQuotes(title.toUpperCase(java.util.Locale.ROOT)) + "\" " + section + " \"\" \""
                + inQuotes(source) + "\" \"Postern\"");
        // Words stay whole and lines ragged: options are searched for.
        line(".nh");
        line(".ad l");
    }

    void section(String heading) {
        line(".SH \"" + inQuotes(heading) + "\"");
    }

    void subsection(String heading) {
        line(".SS \"" + inQuotes(heading) + "\"");
    }

    /** Plain text as a paragraph of its own. */
    void paragraph(String text) {
        line(".PP");
        text(text);
    }

    /** Plain text, filled. */
    void text(String text) {
        line(escaped(text));
    }

    /** @param tag already in roff: of {@link #bold} and its kin */
    void item(String tag, String text) {
        line(".TP");
        line(tag);
        text(text);
    }

    /** As they stand. */
    void lines(List<String> lines) {
        line(".PP");
        line(".RS 4");
        line(".nf");
        lines.forEach(this::text);
        line(".fi");
        line(".RE");
    }

    /** Already in roff. */
    void line(String roff) {
        out.append(roff).append('\n');
    }

    static String bold(String text) {
        return "\\fB" + inWord(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + inWord(text) + "\\fR";
    }

    String page() {
        return out.toString();
    }

    /** Text that begins a line: no dot or quote there may be taken for a request. */
    static String escaped(String text) {
        String line = inWord(text.replaceAll("\\s*\\n\\s*", " "));
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    private static String inQuotes(String text) {
        return inWord(text).replace("\"", "\\(dq");
    }

    /** groff_char(7): a hyphen that is typed, quotes and accents that are no letters. */
    static String inWord(String text) {
        StringBuilder word = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> word.append("\\(rs");
                case '-' -> word.append("\\-");
                case '\'' -> word.append("\\(aq");
                case '`' -> word.append("\\(ga");
                case '^' -> word.append("\\(ha");
                case '~' -> word.append("\\(ti");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        word.appendCodePoint(c);
                    } else {
                        word.append(String.format("\\[u%04X]", c));
                    }
                }
            }
        });
        return word.toString();
    }
}
