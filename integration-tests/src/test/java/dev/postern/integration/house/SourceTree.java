package dev.postern.integration.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's files, from the folder of this module. */
final class SourceTree {
    private SourceTree() {}

    static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /** Every Java file that ships. */
    static List<Path> mainFiles() {
        try (Stream<Path> files = Files.walk(root(), 14)) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String nameOf(Path file) {
        return root().relativize(file).toString();
    }
}
