package dev.postern.core.token.json;

/** Writes JSON's strings in ASCII, whoever wrote what is in them: nothing leaves that a terminal could take for a command. */
public final class JsonString {
    private JsonString() {}

    /** With its quotation marks. RFC 8259 §7. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
