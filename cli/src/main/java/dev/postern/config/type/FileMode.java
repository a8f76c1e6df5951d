package dev.postern.config.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Who may do what with a file, as far as its file system knows. */
public final class FileMode {
    private FileMode() {}

    /** Empty where the file system has no modes. */
    static Set<PosixFilePermission> of(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException withoutModes) {
            return Set.of();
        }
    }

    public static boolean everybodyMayChange(Path file) throws IOException {
        return of(file).contains(PosixFilePermission.OTHERS_WRITE);
    }
}
