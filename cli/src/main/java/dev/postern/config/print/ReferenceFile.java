package dev.postern.config.print;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Presence;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Several;
import java.util.ArrayList;
import java.util.List;

/** A configuration file that shows every setting with type, default and meaning. */
public final class ReferenceFile {
    private static final int WIDTH = 110;

    private final StringBuilder out = new StringBuilder();

    private ReferenceFile() {}

    public static String of(Section<?> file) {
        ReferenceFile reference = new ReferenceFile();
        reference.out.append("# Every setting of Postern. Printed by: postern config reference\n");
        for (Entry entry : file.entries()) {
            reference.out.append('\n');
            reference.entry(entry, "", "");
        }
        return reference.out.toString();
    }

    /** @param mark {@code #} inside what is only shown as a comment */
    private void entry(Entry entry, String indent, String mark) {
        for (String line : wrapped(entry.meaning(), WIDTH - indent.length())) {
            out.append(indent).append("# ").append(line).append('\n');
        }
        if (entry instanceof Several<?> several) {
            out.append(indent).append(mark).append(entry.key()).append(":\n");
            item(several.section(), indent + "  ");
        } else if (entry instanceof Nested<?> nested) {
            String inside = nested.presence() == Presence.OPTIONAL ? "#" : mark;
            out.append(indent).append(inside).append(entry.key()).append(":\n");
            section(nested.section(), indent + "  ", inside);
        } else {
            for (String line : wrapped(Words.type(entry) + "; " + Words.standard(entry), WIDTH - indent.length())) {
                out.append(indent).append("#   ").append(line).append('\n');
            }
            out.append(indent)
                    .append(Words.shown(entry) ? mark : "#")
                    .append(entry.key())
                    .append(": ")
                    .append(Words.value(entry))
                    .append('\n');
        }
    }

    private void section(Section<?> section, String indent, String mark) {
        section.entries().forEach(entry -> entry(entry, indent, mark));
    }

    /** A list's one example: its dash stands where the first comment begins. */
    private void item(Section<?> section, String indent) {
        int from = out.length();
        section(section, indent + "  ", "");
        out.setCharAt(from + indent.length(), '-');
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
