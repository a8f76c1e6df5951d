package dev.postern.config.problem;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the example of a configuration lies beside the program that runs: it is elsewhere in each package, and in a source tree. */
public final class Example {
    private static final Path DEBIAN = Path.of("/usr/share/doc/postern/examples/postern.yaml");

    private Example() {}

    /** What somebody who has no configuration yet can do. */
    public static String advice() {
        return home().flatMap(Example::in)
                .map(file -> "start from the example, " + file)
                .orElse("start from the example that postern config reference prints");
    }

    /** @param home the folder that has lib, or target */
    private static Optional<Path> in(Path home) {
        return Stream.of(
                        home.resolve("share/doc/postern/examples/postern.yaml"),
                        home.startsWith("/usr/lib/postern") ? DEBIAN : home.resolve("none"),
                        home.resolve("../conf/postern.yaml"))
                .map(Path::normalize)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Two above: of lib/cli.jar, and of target/classes. */
    private static Optional<Path> home() {
        CodeSource from = Example.class.getProtectionDomain().getCodeSource();
        return from == null ? Optional.empty() : parent(from.getLocation()).map(Path::getParent);
    }

    private static Optional<Path> parent(@Nullable URL place) {
        try {
            return place == null
                    ? Optional.empty()
                    : Optional.ofNullable(Path.of(place.toURI()).getParent());
        } catch (URISyntaxException | FileSystemNotFoundException notInAFile) {
            return Optional.empty();
        }
    }
}
