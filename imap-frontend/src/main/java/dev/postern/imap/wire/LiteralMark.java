package dev.postern.imap.wire;

import java.util.Optional;

/**
 * The announcement of a literal at the end of a line. RFC 9051 §4.3, RFC 7888 §3, RFC 3516 §4.4.
 *
 * <pre>
 * literal  = "{" number64 ["+"] "}" CRLF *CHAR8
 * literal8 = "~{" number64 ["+"] "}" CRLF *OCTET
 * </pre>
 *
 * @param length octets that follow; a number beyond 63 bits is taken as the largest, which no limit admits
 * @param synchronizing whether the client waits for our go-ahead
 * @param at where in its line the mark begins
 */
public record LiteralMark(long length, boolean synchronizing, int at) {
    private static final int MOST_DIGITS = 18;

    /** The mark that ends this line, which has lost its CRLF. */
    public static Optional<LiteralMark> endOf(String line) {
        int brace = line.lastIndexOf('{');
        if (brace < 0 || !line.endsWith("}")) {
            return Optional.empty();
        }
        boolean plus = line.endsWith("+}");
        String digits = line.substring(brace + 1, line.length() - (plus ? 2 : 1));
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int at = brace > 0 && line.charAt(brace - 1) == '~' ? brace - 1 : brace;
        return Optional.of(new LiteralMark(number(digits), !plus, at));
    }

    private static long number(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.length() - first > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits.substring(first));
    }
}
