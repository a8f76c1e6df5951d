package dev.postern.config.type;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/** A file that we write, and whose folder we write others in. Relative paths start at the configuration file's directory. */
public record GrowingFile() implements ValueType<Path> {
    @Override
    public String description() {
        return "path of a file that we may write, in a folder that we may write";
    }

    @Override
    public Path parse(String text, Surroundings around) throws BadValue {
        Path file;
        try {
            file = around.directory().resolve(text).normalize();
        } catch (InvalidPathException notAPath) {
            throw new BadValue("is no path", "write the path of a file");
        }
        // Log4j would take them for patterns.
        if (file.toString().matches("(?s).*[%$].*")) {
            throw new BadValue("has a percent or dollar sign in its name", "write a path without them");
        }
        checkFolder(Objects.requireNonNullElse(file.getParent(), file));
        checkFile(file);
        return file;
    }

    private static void checkFolder(Path folder) throws BadValue {
        if (!Files.isDirectory(folder)) {
            throw new BadValue(
                    "needs the folder " + folder + ", which is not there",
                    "create it, for the user that runs Postern, mode 0750");
        }
        if (!Files.isWritable(folder)) {
            throw new BadValue(
                    "needs to write in " + folder + " and may not",
                    "let the user that runs Postern write there (chown, chgrp, chmod)");
        }
        // Anybody could put a link there under the name of the next file.
        if (everybodyMayChange(folder)) {
            throw new BadValue(folder + " may be written by everybody", "name a folder of Postern's own");
        }
    }

    private static boolean everybodyMayChange(Path folder) throws BadValue {
        try {
            return FileMode.everybodyMayChange(folder);
        } catch (IOException unreadable) {
            throw new BadValue(folder + " cannot be examined", "correct the path");
        }
    }

    private static void checkFile(Path file) throws BadValue {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadValue(file + " is no regular file", "name a file, or one that is not there yet");
        }
        if (!Files.isWritable(file)) {
            throw new BadValue(file + " may not be written", "let the user that runs Postern write it (chown, chmod)");
        }
    }
}
