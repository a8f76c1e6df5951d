package dev.postern.config.print;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Several;
import java.util.ArrayList;
import java.util.List;

/** Every setting, group by group, in the order of the reference file. */
public final class ReferenceList {
    private final List<ReferenceEntry> entries = new ArrayList<>();

    private ReferenceList() {}

    public static List<ReferenceEntry> of(Section<?> file) {
        ReferenceList list = new ReferenceList();
        list.settings(file, "");
        list.groups(file, "");
        return List.copyOf(list.entries);
    }

    private void groups(Section<?> section, String path) {
        for (Entry entry : section.entries()) {
            if (entry instanceof Several<?> several) {
                group(entry, several.section(), path + entry.key() + "[]");
            } else if (entry instanceof Nested<?> nested) {
                group(entry, nested.section(), path + entry.key());
            }
        }
    }

    private void group(Entry entry, Section<?> section, String path) {
        entries.add(
                new ReferenceEntry(true, path, entry.key(), Words.type(entry), Words.standard(entry), entry.meaning()));
        settings(section, path);
        groups(section, path + ".");
    }

    private void settings(Section<?> section, String path) {
        for (Entry entry : section.entries()) {
            entries.add(new ReferenceEntry(
                    false, path, entry.key(), Words.type(entry), Words.standard(entry), entry.meaning()));
        }
    }
}
