package dev.postern.config.print;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Several;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
            reference.entry(entry, "");
        }
        return reference.out.toString();
    }

    private void entry(Entry entry, String indent) {
        for (String line : wrapped(entry.meaning(), WIDTH - indent.length())) {
            out.append(indent).append("# ").append(line).append('\n');
        }
        if (entry instanceof Several<?> || entry instanceof Nested<?>) {
            int from = out.length();
            table(entry, indent);
            if (!Words.shown(entry)) {
                comment(from, indent);
            }
        } else {
            for (String line : wrapped(Words.type(entry) + "; " + Words.standard(entry), WIDTH - indent.length())) {
                out.append(indent).append("#   ").append(line).append('\n');
            }
            out.append(indent)
                    .append(Words.shown(entry) ? "" : "#")
                    .append(entry.key())
                    .append(": ")
                    .append(Words.value(entry))
                    .append('\n');
        }
    }

    private void table(Entry entry, String indent) {
        out.append(indent).append(entry.key()).append(":\n");
        if (entry instanceof Several<?> several) {
            item(several.section(), indent + "  ");
        } else if (entry instanceof Nested<?> nested) {
            section(nested.section(), indent + "  ");
        }
    }

    /** Makes comments of all lines from there on. */
    private void comment(int from, String indent) {
        String commented = out.substring(from)
                .lines()
                .map(line -> indent + "#" + line.substring(indent.length()) + "\n")
                .collect(Collectors.joining());
        out.replace(from, out.length(), commented);
    }

    private void section(Section<?> section, String indent) {
        section.entries().forEach(entry -> entry(entry, indent));
    }

    /** A list's one example: its dash stands where the first comment begins. */
    private void item(Section<?> section, String indent) {
        int from = out.length();
        section(section, indent + "  ");
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
