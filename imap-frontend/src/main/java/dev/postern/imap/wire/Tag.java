package dev.postern.imap.wire;

/**
 * What a client calls its command.
 *
 * @param text {@code tag = 1*<any ASTRING-CHAR except "+">}
 */
public record Tag(String text) {
    private static final int LONGEST = 126;

    /** The tag that opens a command. No longer than Dovecot takes, so that no tag works before login only. */
    public static Tag read(CommandReader reader) throws MalformedCommand {
        String text = reader.tag();
        if (text.length() > LONGEST) {
            throw new MalformedCommand("the tag is too long");
        }
        return new Tag(text);
    }
}
