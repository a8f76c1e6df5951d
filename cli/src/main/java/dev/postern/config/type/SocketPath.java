package dev.postern.config.type;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a Unix socket shall be. Relative paths start at the configuration file's directory. */
public record SocketPath() implements ValueType<Path> {
    /** {@code sun_path} of Linux, less the room that a directory beside it takes while we begin. */
    private static final int LONGEST = 80;

    @Override
    public String description() {
        return "path of a socket, at most " + LONGEST + " octets";
    }

    @Override
    public Path parse(String text, Surroundings around) throws BadValue {
        try {
            Path path = around.directory().resolve(text).normalize();
            if (path.toString().length() > LONGEST) {
                throw new BadValue("is too long for a socket", "write a path of at most " + LONGEST + " octets");
            }
            return path;
        } catch (InvalidPathException notAPath) {
            throw new BadValue("is no path", "write the path of a socket");
        }
    }
}
