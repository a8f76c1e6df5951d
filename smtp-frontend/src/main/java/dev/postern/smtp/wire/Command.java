package dev.postern.smtp.wire;

import java.util.Optional;

/**
 * One command. RFC 5321 §4.1.1.
 *
 * @param verb what the client wants; empty where we do not know the word
 * @param argument behind the verb and one space, without white space at its end; may be empty
 */
public record Command(Optional<SmtpVerb> verb, String argument) {
    /** No command at all. */
    public static final Command NONE = new Command(Optional.empty(), "");

    /**
     * Reads {@code verb [SP argument]}.
     *
     * @throws MalformedCommand for control characters: NUL, TAB, and a CR or LF that is no line end
     */
    public static Command parse(String line) throws MalformedCommand {
        // RFC 5321 §4.1.1: white space before the CRLF is tolerated.
        String text = withoutTrailingSpace(line);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                throw new MalformedCommand("control character in command");
            }
        }
        int space = text.indexOf(' ');
        String name = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1);
        return new Command(SmtpVerb.named(name), argument);
    }

    private static String withoutTrailingSpace(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }

    public boolean is(SmtpVerb wanted) {
        return verb.filter(wanted::equals).isPresent();
    }

    /** Fails where there is an argument: {@code "STARTTLS" CRLF}. */
    public void noArgument() throws MalformedCommand {
        if (!argument.isEmpty()) {
            throw new MalformedCommand("no argument here");
        }
    }

    /** Redacted: an argument may hold a token. */
    @Override
    public String toString() {
        return "Command[" + verb.map(SmtpVerb::name).orElse("unknown") + "]";
    }
}
