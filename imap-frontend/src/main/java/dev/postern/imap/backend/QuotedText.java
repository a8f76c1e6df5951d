package dev.postern.imap.backend;

/** Writes quoted strings. RFC 9051 §9: {@code quoted = DQUOTE *QUOTED-CHAR DQUOTE}. */
final class QuotedText {
    private QuotedText() {}

    /** True where every server can read the text in quotes; else it needs a literal. */
    static boolean holds(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    static String of(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
