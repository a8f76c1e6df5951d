package dev.postern.config.type;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file that we can read. Relative paths start at the configuration file's directory.
 *
 * @param secret true where nobody outside its owner and group may read or write it: ours is the only good use of it
 */
public record ReadableFile(boolean secret) implements ValueType<Path> {
    public static final ReadableFile PUBLIC = new ReadableFile(false);
    public static final ReadableFile SECRET = new ReadableFile(true);

    @Override
    public String description() {
        return secret ? "path of a file that others cannot read" : "path of a file";
    }

    @Override
    public Path parse(String text, Surroundings around) throws BadValue {
        Path file;
        try {
            file = around.directory().resolve(text).normalize();
        } catch (InvalidPathException notAPath) {
            throw new BadValue("is no path", "write the path of a file");
        }
        check(file);
        return file;
    }

    void check(Path file) throws BadValue {
        if (!Files.exists(file)) {
            throw new BadValue(
                    file + " does not exist, or its directory is closed to us", "create it, or correct the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadValue(file + " is no regular file", "name a file");
        }
        if (!Files.isReadable(file)) {
            throw new BadValue(
                    file + " cannot be read", "let the user that runs Postern read it (chown, chgrp, chmod)");
        }
        Set<PosixFilePermission> permissions = permissions(file);
        boolean writable = permissions.contains(PosixFilePermission.OTHERS_WRITE);
        if (secret && (writable || permissions.contains(PosixFilePermission.OTHERS_READ))) {
            throw new BadValue(file + " holds a secret and is open to everybody", "chmod o-rwx " + file);
        }
        // Whom we trust, and who may open whose mailbox, is for the administrator to say.
        if (writable) {
            throw new BadValue(file + " may be changed by everybody", "chmod o-w " + file);
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws BadValue {
        try {
            return FileMode.of(file);
        } catch (FileSystemException e) {
            throw new BadValue(file + " cannot be examined: " + e.getReason(), "correct the path");
        } catch (IOException e) {
            throw new BadValue(file + " cannot be examined", "correct the path");
        }
    }
}
