package dev.postern.config.type;

import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A secret that stands in a file of its own or, instead, in a credential of systemd: never in the configuration file.
 *
 * @param noun what it is called towards the administrator
 * @param from makes it of the file's octets; {@link IllegalArgumentException} where they are none
 */
public record StoredSecret<S>(Setting<Path> file, Setting<Path> credential, String noun, Function<String, S> from) {
    private static final int LONGEST = 1024;

    /** Exactly one of the two must be written; empty where there is a problem, which has been told. */
    public Optional<S> read(Mapping mapping) {
        SecretPlace place = new SecretPlace(file, credential, noun);
        Optional<Path> path = place.required(mapping);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Setting<Path> where = place.written(mapping);
        try {
            return Optional.of(from.apply(content(path.get())));
        } catch (IOException unreadable) {
            mapping.problem(where, "cannot be read", "check the file and its directory");
        } catch (IllegalArgumentException unusable) {
            mapping.problem(where, String.valueOf(unusable.getMessage()), "write the " + noun + " alone, as one line");
        }
        return Optional.empty();
    }

    /** Octet by octet, since that is what the wire carries; without one line end. */
    private static String content(Path path) throws IOException {
        if (Files.size(path) > LONGEST) {
            throw new IllegalArgumentException("the file is too long for a secret");
        }
        return Files.readString(path, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n\\z", "");
    }
}
