package dev.postern.imap.relay;

import java.util.Locale;
import java.util.Set;

/**
 * A response that is looked at as a whole.
 *
 * @param text without its line end, each char one octet
 */
record StatusLine(String text) {
    private static final Set<String> STATUS = Set.of("OK", "NO", "BAD", "BYE", "PREAUTH");

    /** The first word: a tag, {@code *}, or the whole text. */
    String tag() {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    boolean untagged() {
        return text.startsWith("* ");
    }

    /** The second word in upper case. */
    String word() {
        int from = text.indexOf(' ') + 1;
        int to = text.indexOf(' ', from);
        return text.substring(from, to < 0 ? text.length() : to).toUpperCase(Locale.ROOT);
    }

    boolean bad() {
        return word().equals("BAD");
    }

    /** {@code resp-cond-state}, {@code resp-cond-bye}: what stands behind is text for people and announces no literal. */
    boolean status() {
        return STATUS.contains(word());
    }

    /** True where it may list capabilities: not worth a closer look otherwise. */
    boolean mayListCapabilities() {
        return text.indexOf('[') >= 0 || (untagged() && word().equals("CAPABILITY"));
    }
}
