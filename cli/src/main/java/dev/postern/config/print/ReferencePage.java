package dev.postern.config.print;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Several;

/** The manual's page of all settings, in Markdown. */
public final class ReferencePage {
    private static final String OPENING = """
            # Configuration

            One YAML file, `/etc/postern/postern.yaml` unless `--config` names another. `postern config check` tells everything
            that is wrong with a file, with line and remedy; a file with a problem starts nothing. Unknown keys are problems.
            Durations carry a unit (`ms` `s` `m` `h` `d`), sizes too (`B` `KiB` `MiB`). Relative paths start at the file's own
            directory. Secrets stand in files of their own, which others must not be able to read. YAML's anchors, aliases
            and tags are not read.

            This page is printed from the program (`postern config reference --format markdown`).
            """;

    private final StringBuilder out = new StringBuilder(OPENING);

    private ReferencePage() {}

    public static String of(Section<?> file) {
        ReferencePage page = new ReferencePage();
        page.sections(file, "");
        return page.out.toString();
    }

    private void sections(Section<?> section, String path) {
        for (Entry entry : section.entries()) {
            if (entry instanceof Several<?> several) {
                below(entry, several.section(), path + entry.key() + "[]");
            } else if (entry instanceof Nested<?> nested) {
                below(entry, nested.section(), path + entry.key());
            }
        }
    }

    private void below(Entry entry, Section<?> section, String path) {
        out.append("\n## `")
                .append(path)
                .append("`\n\n")
                .append(entry.meaning())
                .append("\n\n");
        out.append("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
        section.entries().forEach(this::row);
        sections(section, path + ".");
    }

    private void row(Entry entry) {
        String standard = Words.standard(entry).replaceFirst("^default (.*)", "`$1`");
        out.append("| `")
                .append(entry.key())
                .append("` | ")
                .append(cell(Words.type(entry)))
                .append(" | ")
                .append(cell(standard))
                .append(" | ")
                .append(cell(entry.meaning()))
                .append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
