package dev.postern.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** The demo's files, for their owner's eyes only; takes away at the end what it wrote and nothing else. */
final class DemoFolder implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int NAME_LENGTH = 6;
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final Deque<Path> made = new ArrayDeque<>();

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder that was asked for, made where it is missing, or a new one among the temporary files. */
    static DemoFolder open(Optional<Path> wanted) throws IOException, DemoProblem {
        if (wanted.isEmpty()) {
            return temporary(Path.of(System.getProperty("java.io.tmpdir")));
        }
        Path folder = wanted.get().toAbsolutePath().normalize();
        DemoFolder demo = new DemoFolder(folder);
        if (Files.notExists(folder)) {
            demo.makeAsWanted();
        } else if (!isEmptyFolder(folder)) {
            throw new DemoProblem(folder + " is not an empty folder: choose another with --folder FOLDER");
        }
        return demo;
    }

    /** A short name, so that the printed lines stay short. Making it fails where it exists: nobody can lay it out before. */
    private static DemoFolder temporary(Path parent) throws IOException {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StringBuilder name = new StringBuilder("postern-");
            random.ints(NAME_LENGTH, 0, LETTERS.length()).forEach(i -> name.append(LETTERS.charAt(i)));
            DemoFolder demo = new DemoFolder(parent.resolve(name.toString()).toAbsolutePath());
            try {
                demo.make();
                return demo;
            } catch (FileAlreadyExistsException taken) {
                // The next name, then.
            }
        }
        throw new IOException("no free name for a folder in " + parent);
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void makeAsWanted() throws IOException, DemoProblem {
        try {
            make();
        } catch (NoSuchFileException | AccessDeniedException impossible) {
            throw new DemoProblem(folder + " cannot be made: choose another with --folder FOLDER");
        }
    }

    private void make() throws IOException {
        Files.createDirectory(folder, OWNER_ONLY_FOLDER);
        made.push(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a new file that only its owner can read. */
    Path write(String name, String content) throws IOException {
        Path file = Files.createFile(file(name), OWNER_ONLY_FILE);
        made.push(file);
        return Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Takes the files away, then the folder, unless somebody has put something of their own into it. */
    @Override
    public void close() {
        while (!made.isEmpty()) {
            try {
                Files.deleteIfExists(made.pop());
            } catch (IOException kept) {
                // What cannot be deleted is left: it holds nothing that is of use once the demo has ended.
            }
        }
    }
}
