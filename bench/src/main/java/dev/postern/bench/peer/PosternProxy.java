package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Postern, from this source tree, on the Java that runs this. */
final class PosternProxy implements Peer {
    private static final List<String> STANDARD_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseCompactObjectHeaders");

    static final String NAME = "postern";

    private final Path root;
    private final Optional<Path> settings;
    private final Optional<String> provider;

    /**
     * @param root the source tree, built
     * @param settings a file with more sections of the configuration
     * @param provider whose TLS it is; empty for the one that it has by itself
     */
    PosternProxy(Path root, Optional<Path> settings, Optional<String> provider) {
        this.root = root;
        this.settings = settings;
        this.provider = provider;
    }

    @Override
    public String name() {
        return NAME + provider.map(of -> "-" + of).orElse("");
    }

    @Override
    public boolean usual() {
        return provider.isEmpty();
    }

    @Override
    public Optional<String> version() {
        return Files.isDirectory(root.resolve("cli/target/lib"))
                ? Optional.of(
                        "Postern on Java " + System.getProperty("java.vm.version") + ", " + String.join(" ", options()))
                : Optional.empty();
    }

    @Override
    public boolean smtp() {
        return true;
    }

    @Override
    public boolean warms() {
        return true;
    }

    @Override
    public Credentials credentials(Site site) {
        return site.bearer();
    }

    @Override
    public Command command(Site site, Path folder, Map<String, Object> values) throws IOException {
        Map<String, Object> more = new HashMap<>(values);
        more.put("issuer", site.issuer().url());
        Path configuration = Template.write("postern.yaml", folder, more);
        String tls = provider.map(of -> "tls: { provider: " + of + " }\n").orElse("");
        String sections = settings.isPresent() ? Files.readString(settings.get()) : "";
        Files.writeString(configuration, tls + sections, StandardOpenOption.APPEND);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options());
        words.addAll(List.of(
                "-cp",
                root.resolve("cli/target/lib") + "/*:" + root.resolve("cli/target/classes"),
                "dev.postern.cli.Postern",
                "serve",
                "--config",
                configuration.toString()));
        return new Command(words, Map.of());
    }

    /** The options that ship, where a file has them; those of the environment come last. */
    private List<String> options() {
        Path shipped = root.resolve("conf/jvm.options");
        String added =
                Optional.ofNullable(System.getenv("POSTERN_JAVA_OPTIONS")).orElse("");
        try (Stream<String> lines = Files.exists(shipped) ? Files.lines(shipped) : STANDARD_OPTIONS.stream()) {
            return Stream.concat(lines, Stream.of(added.split(" ", -1)))
                    .map(String::strip)
                    .filter(line -> line.startsWith("-"))
                    .toList();
        } catch (IOException unreadable) {
            return STANDARD_OPTIONS;
        }
    }
}
