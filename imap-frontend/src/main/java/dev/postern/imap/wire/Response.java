package dev.postern.imap.wire;

import java.util.Locale;

/**
 * One line of a backend before relaying: all that we ask it there is answered in lines, so a literal is out of place.
 *
 * <pre>
 * response-done     = response-tagged / response-fatal
 * response-tagged   = tag SP resp-cond-state CRLF
 * continue-req      = "+" SP (resp-text / base64) CRLF
 * </pre>
 *
 * @param tag the tag, {@code *} or {@code +}
 * @param status what the line says; {@link Status#DATA} where it is no status response
 * @param rest what stands behind the tag, with the status word
 */
public record Response(String tag, Status status, String rest) {
    /** The words of {@code resp-cond-state}, {@code resp-cond-bye} and {@code resp-cond-auth}. */
    public enum Status {
        OK,
        NO,
        BAD,
        BYE,
        PREAUTH,
        DATA
    }

    private static final String CAPABILITY = "CAPABILITY ";

    public static Response parse(String line) throws MalformedReply {
        if (!line.chars().allMatch(c -> Grammar.isTextChar((char) c))) {
            throw new MalformedReply("a character that no line may have");
        }
        if (line.equals("+")) {
            // Quirk of several servers: the empty challenge without its space.
            return new Response("+", Status.DATA, "");
        }
        int space = line.indexOf(' ');
        if (space < 1) {
            throw new MalformedReply("a line without tag");
        }
        String tag = line.substring(0, space);
        String rest = line.substring(space + 1);
        Status status = tag.equals("+") ? Status.DATA : statusOf(rest);
        if (tag.equals("*") && status == Status.DATA && LiteralMark.endOf(rest).isPresent()) {
            throw new MalformedReply("a literal before login");
        }
        return new Response(tag, status, rest);
    }

    private static Status statusOf(String rest) {
        int space = rest.indexOf(' ');
        String word = (space < 0 ? rest : rest.substring(0, space)).toUpperCase(Locale.ROOT);
        for (Status status : Status.values()) {
            if (status != Status.DATA && status.name().equals(word)) {
                return status;
            }
        }
        return Status.DATA;
    }

    public boolean untagged() {
        return tag.equals("*");
    }

    public boolean continuation() {
        return tag.equals("+");
    }

    /** The name of the response code, in upper case; empty where there is none. {@code "[" resp-text-code "]" SP}. */
    public String code() {
        String words = codeWords();
        int space = words.indexOf(' ');
        return (space < 0 ? words : words.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    /** The list that this line carries, as data or as code; null-free: empty where it carries none. */
    public String capabilities() {
        String words = status == Status.DATA && untagged() ? rest : codeWords();
        return words.regionMatches(true, 0, CAPABILITY, 0, CAPABILITY.length())
                ? words.substring(CAPABILITY.length())
                : "";
    }

    private String codeWords() {
        int open = status.name().length() + 1;
        if (status == Status.DATA || open >= rest.length() || rest.charAt(open) != '[') {
            return "";
        }
        int close = rest.indexOf(']', open);
        return close < 0 ? "" : rest.substring(open + 1, close);
    }
}
