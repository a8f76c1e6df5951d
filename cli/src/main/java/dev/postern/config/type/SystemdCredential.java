package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import java.nio.file.Path;

/** A file that systemd hands to the service in {@code $CREDENTIALS_DIRECTORY}, by its name there. */
public record SystemdCredential() implements ValueType<Path> {
    /** Where systemd puts them: copies of the files as they were when the service started. */
    public static final String DIRECTORY = "CREDENTIALS_DIRECTORY";

    @Override
    public String description() {
        return "name of a credential that systemd loads";
    }

    @Override
    public Path parse(String text, Surroundings around) throws BadValue {
        if (!text.matches("[A-Za-z0-9_.-]{1,64}") || text.startsWith(".")) {
            throw new BadValue(
                    "is " + Problems.quote(text) + ", no name of a credential", "write the name alone, no path");
        }
        Path directory = around.credentials()
                .orElseThrow(() -> new BadValue(
                        "needs $CREDENTIALS_DIRECTORY, which systemd sets",
                        "put LoadCredential=" + text
                                + ":FILE in the unit; by hand, set the variable to a directory with that file"));
        Path file = directory.resolve(text);
        ReadableFile.SECRET.check(file);
        return file;
    }

    @Override
    public String print(Path file) {
        return String.valueOf(file.getFileName());
    }
}
