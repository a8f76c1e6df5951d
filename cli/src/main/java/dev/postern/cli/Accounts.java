package dev.postern.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** This machine's own users and groups, by passwd(5) and group(5); directories elsewhere are not asked. */
record Accounts(List<List<String>> users, List<List<String>> groups) {
    private static final int NAME = 0;
    private static final int NUMBER = 2;
    private static final int GROUP_OF_USER = 3;
    private static final int MEMBERS = 3;

    static Accounts here() {
        return new Accounts(lines(Path.of("/etc/passwd")), lines(Path.of("/etc/group")));
    }

    private static List<List<String>> lines(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> List.of(line.split(":", -1)))
                    .filter(fields -> fields.size() > MEMBERS)
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    /** The name of the user; its number where it has no name here. */
    String user(String number) {
        return field(users, NUMBER, number).map(fields -> fields.get(NAME)).orElse(number);
    }

    boolean hasUser(String name) {
        return field(users, NAME, name).isPresent();
    }

    /** Whether the user is in the group; empty where either is not known here. */
    Optional<Boolean> isMember(String user, String group) {
        Optional<List<String>> person = field(users, NAME, user);
        return field(groups, NAME, group)
                .flatMap(found -> person.map(fields -> fields.get(GROUP_OF_USER).equals(found.get(NUMBER))
                        || List.of(found.get(MEMBERS).split(",", -1)).contains(user)));
    }

    private static Optional<List<String>> field(List<List<String>> table, int field, String value) {
        return table.stream().filter(fields -> fields.get(field).equals(value)).findFirst();
    }
}
