package dev.postern.config.schema;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies around a configuration file.
 *
 * @param directory of the file: relative paths start here
 * @param credentials systemd's {@code $CREDENTIALS_DIRECTORY}
 */
public record Surroundings(Path directory, Optional<Path> credentials) {}
