package dev.postern.cli;

/** What strangers wrote, for a terminal: neither a line end nor an escape sequence of theirs gets there. */
final class PlainText {
    private static final int LONGEST = 256;

    private PlainText() {}

    /** Printable ASCII as it is, but for a backslash; everything else as an escape of JSON's. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c >= ' ' && c <= '~') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    /** Its beginning, where it is long. */
    static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
