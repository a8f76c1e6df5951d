package dev.postern.imap.wire;

import java.util.Optional;

/**
 * A finger on one command's text. Total: whatever the octets, a method gives a value or {@link MalformedCommand}. Nothing
 * here calls itself: the grammar before login has no depth.
 */
public final class CommandReader {
    private interface CharClass {
        boolean has(char c);
    }

    private final CommandText text;
    private int piece;
    private int at;

    public CommandReader(CommandText text) {
        this.text = text;
    }

    /** {@code tag = 1*<any ASTRING-CHAR except "+">}. */
    String tag() throws MalformedCommand {
        return run(Grammar::isTagChar, "no tag");
    }

    /** {@code atom = 1*ATOM-CHAR}. */
    public String atom() throws MalformedCommand {
        return run(Grammar::isAtomChar, "an atom is missing");
    }

    /** {@code astring = 1*ASTRING-CHAR / string}. */
    public String astring() throws MalformedCommand {
        return atString() ? string() : run(Grammar::isAstringChar, "a string is missing");
    }

    /** {@code string = quoted / literal}. */
    public String string() throws MalformedCommand {
        return skips('"') ? quoted() : literal();
    }

    /** {@code nstring = string / nil}; empty for NIL. */
    public Optional<String> nstring() throws MalformedCommand {
        if (atString()) {
            return Optional.of(string());
        }
        nil();
        return Optional.empty();
    }

    /** {@code nil = "NIL"}, in any case. */
    public void nil() throws MalformedCommand {
        if (!atom().equalsIgnoreCase("NIL")) {
            throw new MalformedCommand("NIL expected");
        }
    }

    public void space() throws MalformedCommand {
        expect(' ');
    }

    public void expect(char c) throws MalformedCommand {
        if (!skips(c)) {
            throw new MalformedCommand("something else expected");
        }
    }

    /** True, and past it, where the text goes on with this character. */
    public boolean skips(char c) {
        boolean here = at < line().length() && line().charAt(at) == c;
        if (here) {
            at++;
        }
        return here;
    }

    public void end() throws MalformedCommand {
        if (!atEnd()) {
            throw new MalformedCommand("the command goes on where it should end");
        }
    }

    public boolean atEnd() {
        return text.whole() && piece == text.lines().size() - 1 && at == line().length();
    }

    /** What is left of a line without literals, as it stands. */
    public String rest() throws MalformedCommand {
        String rest = line().substring(at);
        at = line().length();
        end();
        return rest;
    }

    /** True where a quoted string or a literal begins. */
    private boolean atString() {
        return at == line().length() || line().charAt(at) == '"';
    }

    /**
     * What follows the opening quote.
     *
     * <pre>
     * quoted      = DQUOTE *QUOTED-CHAR DQUOTE
     * QUOTED-CHAR = &lt;any TEXT-CHAR except quoted-specials&gt; / "\" quoted-specials / UTF8-2 / UTF8-3 / UTF8-4
     * </pre>
     */
    private String quoted() throws MalformedCommand {
        StringBuilder value = new StringBuilder();
        while (at < line().length()) {
            char c = line().charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                c = escaped();
            }
            if (!Grammar.isTextChar(c)) {
                throw new MalformedCommand("a quoted string has a character that it may not have");
            }
            value.append(c);
        }
        throw new MalformedCommand("a quoted string does not end");
    }

    /** {@code quoted-specials = DQUOTE / "\"}. */
    private char escaped() throws MalformedCommand {
        char c = at < line().length() ? line().charAt(at++) : 0;
        if (c != '"' && c != '\\') {
            throw new MalformedCommand("a quoted string escapes what needs no escape");
        }
        return c;
    }

    /** The literal that this line ended with; the next line goes on behind it. {@code CHAR8} has no NUL. */
    private String literal() throws MalformedCommand {
        if (at < line().length() || piece == text.literals().size()) {
            throw new MalformedCommand("a string is missing");
        }
        String value = text.literals().get(piece);
        piece++;
        at = 0;
        if (value.indexOf(0) >= 0) {
            throw new MalformedCommand("a literal has a NUL");
        }
        return value;
    }

    private String run(CharClass wanted, String otherwise) throws MalformedCommand {
        int from = at;
        while (at < line().length() && wanted.has(line().charAt(at))) {
            at++;
        }
        if (at == from) {
            throw new MalformedCommand(otherwise);
        }
        return line().substring(from, at);
    }

    private String line() {
        return text.lines().get(piece);
    }
}
