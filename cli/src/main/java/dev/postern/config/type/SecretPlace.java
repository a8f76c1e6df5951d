package dev.postern.config.type;

import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Setting;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret lies: in a file of its own or, instead, in a credential of systemd.
 *
 * @param noun what it is called towards the administrator
 */
public record SecretPlace(Setting<Path> file, Setting<Path> credential, String noun) {
    /** One of the two must be written; empty where there is a problem, which has been told. */
    public Optional<Path> required(Mapping mapping) {
        if (!mapping.written(file) && !mapping.written(credential)) {
            mapping.problem(file, "is missing", "name the file that holds the " + noun);
        }
        return optional(mapping);
    }

    /** At most one of the two may be written; empty where none is, or where there is a problem, which has been told. */
    public Optional<Path> optional(Mapping mapping) {
        if (mapping.written(file) && mapping.written(credential)) {
            mapping.problem(credential, "is set beside " + file.key(), "keep one of the two");
        }
        Optional<Path> fromFile = mapping.optional(file);
        Optional<Path> fromCredential = mapping.optional(credential);
        return fromFile.or(() -> fromCredential);
    }

    /** Which of the two is written: what is wrong with the secret is told there. */
    public Setting<Path> written(Mapping mapping) {
        return mapping.written(credential) ? credential : file;
    }

    /** True where a use of the secret makes sense. */
    public boolean sound(Mapping mapping) {
        return mapping.sound(written(mapping));
    }
}
