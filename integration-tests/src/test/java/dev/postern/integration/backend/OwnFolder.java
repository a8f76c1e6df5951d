package dev.postern.integration.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that goes when what lives in it is closed. With {@code -Dpostern.keep=true} it stays for somebody to look
 * at.
 */
public final class OwnFolder implements AutoCloseable {
    /** Those that nobody has closed: a start that failed halfway, or a test. They go with this process. */
    private static final Set<OwnFolder> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(OwnFolder::tryToDelete)));
    }

    private final Path path;

    private OwnFolder(Path path) {
        this.path = path;
        OPEN.add(this);
    }

    /** A new one that everybody may read. */
    public static OwnFolder named(String name) {
        try {
            Path folder = Files.createTempDirectory("postern-" + name);
            return new OwnFolder(Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String file) {
        return path.resolve(file);
    }

    /** What one of its files says. */
    String text(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until one of its files says this. */
    void awaitText(String file, String text) {
        Waiting.until("\"" + text + "\" in " + file, () -> text(file).contains(text));
    }

    /**
     * Deletes it with all that is in it, but nothing that a link in it names. A process that is on its way out may
     * still put a file there: it is tried until the folder is gone.
     */
    @Override
    public void close() {
        OPEN.remove(this);
        Waiting.until("the end of " + path, () -> {
            tryToDelete();
            return isKept() || !Files.exists(path);
        });
    }

    private static boolean isKept() {
        return Boolean.getBoolean("postern.keep");
    }

    private void tryToDelete() {
        if (!isKept() && Files.exists(path)) {
            try {
                Files.walkFileTree(path, new Deletion());
            } catch (IOException notYet) {
                // Whoever waits for it tries again.
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
