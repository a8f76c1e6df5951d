package dev.postern.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed program. */
final class Program {
    private Program() {}

    /** Where it is: on the path, or where Debian keeps daemons. */
    static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** All that it says when it is run with these arguments; empty where it cannot be run. */
    static String output(Path program, String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException unable) {
            return "";
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** The first line of that which has a digit in it, which is the one with the version. */
    static Optional<String> version(String name, String... arguments) {
        return find(name)
                .flatMap(program -> List.of(output(program, arguments).split("\n", -1)).stream()
                        .filter(line -> line.matches(".*\\d.*"))
                        .map(String::strip)
                        .findFirst());
    }

    static boolean runByRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
