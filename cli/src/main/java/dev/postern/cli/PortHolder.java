package dev.postern.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose a TCP port is that somebody listens on, by Linux' own tables: proc(5). */
final class PortHolder {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int USER = 7;
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Says that it is another user's, where it is; empty where it is ours, or cannot be known. */
    static Optional<String> stranger(int port) {
        Optional<String> holder = TABLES.stream()
                .flatMap(table -> lines(table).stream())
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(fields -> listensAt(fields, port))
                .map(fields -> fields.get(USER))
                .findFirst();
        Optional<String> own = lines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+", -1)[2])
                .findFirst();
        if (holder.isEmpty() || own.isEmpty() || holder.equals(own)) {
            return Optional.empty();
        }
        Accounts accounts = Accounts.here();
        return Optional.of(
                "who has it runs as " + accounts.user(holder.get()) + ", this runs as " + accounts.user(own.get()));
    }

    private static boolean listensAt(List<String> fields, int port) {
        return fields.size() > USER
                && fields.get(STATE).equals(LISTENING)
                && fields.get(LOCAL_ADDRESS).endsWith(String.format(Locale.ROOT, ":%04X", port));
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.toList();
        } catch (IOException | UncheckedIOException elsewhere) {
            return List.of();
        }
    }
}
