package dev.postern.cli.control;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The sockets of those who drain: beside the name that they have left, with their process number behind it. */
final class Asides {
    private Asides() {}

    /** @param socket that name */
    static List<Path> of(Path socket) throws IOException {
        Path directory = Objects.requireNonNull(socket.toAbsolutePath().getParent());
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(directory, other -> isAside(socket, other))) {
            beside.forEach(found::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        found.sort(null);
        return found;
    }

    private static boolean isAside(Path socket, Path other) {
        String prefix = socket.getFileName() + ".";
        String text = String.valueOf(other.getFileName());
        return text.startsWith(prefix) && text.substring(prefix.length()).matches("[0-9]{1,10}");
    }
}
