package dev.postern.core.mailbox;

import java.util.regex.Pattern;

/**
 * The strict character set of mailbox names: what Dovecot's {@code auth_username_chars} lets in by default.
 *
 * <pre>
 * mailbox = part [ "@" part ]
 * part    = alnum *( alnum / "." / "-" / "_" )   ; no ".." and no "." at the end
 * </pre>
 *
 * <p>So no separator of a master login ({@code *}, {@code %}, {@code +}), no quote, space, control or 8-bit character
 * can reach a backend's login, and nothing that a file name or an option could be mistaken for.
 */
public final class MailboxName {
    /** In characters. */
    public static final int LONGEST = 255;

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(@[A-Za-z0-9][A-Za-z0-9._-]*)?");

    private MailboxName() {}

    public static boolean isStrict(String name) {
        return name.length() <= LONGEST
                && GRAMMAR.matcher(name).matches()
                && !name.contains("..")
                && !name.contains(".@")
                && !name.endsWith(".");
    }

    /** Lower case for ASCII letters only: nothing outside ASCII may become something else. */
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }
}
