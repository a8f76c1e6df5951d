package dev.postern.cli;

import dev.postern.config.LogSettings.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How a configuration file's log will probably be written, found at a glance: Log4j comes up beside the reading of the
 * file, and is to make the right layout at once. Whoever relies on it asks the file itself later.
 */
final class ForetoldFormat {
    /** Only the log has a format. */
    private static final Pattern JSON =
            Pattern.compile("^[^#\n]*\\bformat[\"']?\\s*:\\s*[\"']?json\\b", Pattern.MULTILINE);

    private static final int FAR_ENOUGH = 1 << 20;

    private ForetoldFormat() {}

    /** Reads plain files only: what is read from a pipe is gone. */
    static Format of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Format.TEXT;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(FAR_ENOUGH), StandardCharsets.UTF_8);
            return JSON.matcher(text).find() ? Format.JSON : Format.TEXT;
        } catch (IOException toldByTheReader) {
            return Format.TEXT;
        }
    }
}
