package dev.postern.imap.wire;

import java.util.List;

/**
 * One command as it was cut and before anything in it was parsed: the lines, and the literals between them.
 *
 * @param lines what stands outside literals, without literal marks and line ends; each char one octet
 * @param literals what follows the line of the same index
 * @param whole false where the command stopped at a literal that we did not let follow
 */
public record CommandText(List<String> lines, List<String> literals, boolean whole) {
    public CommandText {
        lines = List.copyOf(lines);
        literals = List.copyOf(literals);
        if (lines.size() != literals.size() + 1) {
            throw new IllegalArgumentException("a literal stands between two lines");
        }
    }

    /** A command without literals. */
    public static CommandText of(String line) {
        return new CommandText(List.of(line), List.of(), true);
    }

    /** An empty line is no command; some clients send one after a refusal. */
    public boolean blank() {
        return lines.size() == 1 && (lines.get(0).isEmpty() || lines.get(0).equals("\n"));
    }
}
