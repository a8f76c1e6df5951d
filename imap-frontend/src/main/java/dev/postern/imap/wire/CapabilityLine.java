package dev.postern.imap.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A backend's response that lists capabilities, as a client may see it: without those that a proxy withholds. */
public final class CapabilityLine {
    private static final String WORD = "CAPABILITY ";
    private static final String RESPONSE = "* " + WORD;
    private static final String CODE = "[" + WORD;

    private CapabilityLine() {}

    /**
     * The line with its list filtered, or the very line where nothing is to be hidden.
     *
     * <pre>
     * capability-data = "CAPABILITY" *(SP capability) SP "IMAP4rev2" *(SP capability)
     * resp-text-code  = … / capability-data / …
     * </pre>
     *
     * @param line a response without its line end, with or without its tag
     */
    public static String filter(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        if (upper.startsWith(RESPONSE)) {
            return filter(line, RESPONSE.length(), line.length());
        }
        int code = upper.indexOf(CODE);
        // A code stands right behind the status word; what comes later is text for people.
        if (code < 0 || code != upper.indexOf('[')) {
            return line;
        }
        int end = line.indexOf(']', code);
        return end < 0 ? line : filter(line, code + CODE.length(), end);
    }

    private static String filter(String line, int from, int to) {
        List<String> words = List.of(line.substring(from, to).split(" ", -1));
        if (words.stream().noneMatch(Capabilities::withheld)) {
            return line;
        }
        String shown =
                words.stream().filter(word -> !Capabilities.withheld(word)).collect(Collectors.joining(" "));
        return line.substring(0, from) + shown + line.substring(to);
    }
}
