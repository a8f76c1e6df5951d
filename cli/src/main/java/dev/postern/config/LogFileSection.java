package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.GrowingFile;
import dev.postern.config.type.Octets;
import dev.postern.config.type.WholeNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file for the log, which begins anew when it is large. */
final class LogFileSection implements Section<LogFile> {
    private static final int KIBI = 1024;
    private static final Setting<Path> PATH = Setting.required(
            "path",
            new GrowingFile(),
            Path.of("/var/log/postern/postern.log"),
            "The file that is written now. Its folder must be there, and belong to Postern. Mode 0640.");
    private static final Setting<Integer> ROTATE_AT = Setting.standard(
            "rotate-at",
            new Octets(16 * KIBI, 1024 * KIBI * KIBI),
            16 * KIBI * KIBI,
            "The size at which the file is put aside, with .1 behind its name, and a new one begun.");
    private static final Setting<Integer> KEEP = Setting.standard(
            "keep", new WholeNumber(1, 1000), 7, "How many files that were put aside are kept; .1 is the newest.");

    @Override
    public List<Entry> entries() {
        return List.of(PATH, ROTATE_AT, KEEP);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("mode", "it is always 0640", "size", "write rotate-at", "count", "write keep");
    }

    @Override
    public LogFile read(Mapping mapping) {
        return new LogFile(mapping.value(PATH), mapping.value(ROTATE_AT), mapping.value(KEEP));
    }
}
