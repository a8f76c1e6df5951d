package dev.postern.imap.wire;

/** The character classes of RFC 9051 §9, each char one octet. */
final class Grammar {
    private Grammar() {}

    /** {@code ATOM-CHAR = <any CHAR except atom-specials>}. */
    static boolean isAtomChar(char c) {
        return c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0;
    }

    /** {@code ASTRING-CHAR = ATOM-CHAR / resp-specials}. */
    static boolean isAstringChar(char c) {
        return isAtomChar(c) || c == ']';
    }

    /** {@code <any ASTRING-CHAR except "+">}. */
    static boolean isTagChar(char c) {
        return isAstringChar(c) && c != '+';
    }

    /**
     * {@code TEXT-CHAR = <any CHAR except CR and LF>}, and the octets of UTF-8, which RFC 9051 §9 allows in quoted strings.
     */
    static boolean isTextChar(char c) {
        return c != 0 && c != '\r' && c != '\n' && c <= 0xff;
    }
}
