package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Choice;
import java.util.List;

/** How events are written. */
final class LogSection implements Section<LogSettings> {
    private static final Setting<LogSettings.Format> FORMAT = Setting.standard(
            "format",
            Choice.of(LogSettings.Format.class),
            LogSettings.STANDARD.format(),
            "One line for people, or one JSON object with ECS names for machines.");
    private static final Setting<LogSettings.Level> LEVEL = Setting.standard(
            "level",
            Choice.of(LogSettings.Level.class),
            LogSettings.STANDARD.level(),
            "The least level that is written; no level writes tokens, passwords or mail.");

    private static final Nested<LogFile> FILE = Nested.optional(
            "file",
            new LogFileSection(),
            "Writes to a file instead of standard output, which systemd's journal keeps and rotates.");

    @Override
    public List<Entry> entries() {
        return List.of(FORMAT, LEVEL, FILE);
    }

    @Override
    public LogSettings read(Mapping mapping) {
        return new LogSettings(mapping.value(FORMAT), mapping.value(LEVEL), mapping.optionalSection(FILE));
    }
}
