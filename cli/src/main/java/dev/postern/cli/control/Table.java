package dev.postern.cli.control;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Rows of columns for people. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        if (heads.length > 0) {
            rows.add(List.of(heads));
        }
    }

    void row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(printable(cell));
        }
        rows.add(row);
    }

    /** The first row bold and the rest plain, with headings; on a terminal only. */
    void print(CommandLine command, boolean bold) {
        boolean colours = bold && command.getColorScheme().ansi().enabled();
        PrintWriter out = command.getOut();
        boolean first = true;
        for (String line : lines()) {
            out.println(first && colours ? "\u001b[1m" + line + "\u001b[0m" : line);
            first = false;
        }
        out.flush();
    }

    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            line.append(
                    " ".repeat(i + 1 < row.size() ? widths.get(i) - row.get(i).length() + 2 : 0));
        }
        return line.toString().stripTrailing();
    }

    /** Without anything that a terminal would obey: names come from tokens. */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int kind = Character.getType(c);
            boolean seen = !Character.isISOControl(c)
                    && kind != Character.FORMAT
                    && kind != Character.SURROGATE
                    && kind != Character.LINE_SEPARATOR
                    && kind != Character.PARAGRAPH_SEPARATOR;
            safe.appendCodePoint(seen ? c : '?');
        });
        return safe.toString();
    }
}
