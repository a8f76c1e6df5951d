package dev.postern.integration.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.integration.backend.OwnFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Namespaces of the kernel's, with a small mail site inside, in which steps are run one after the other: see machine.sh. */
final class Machine implements AutoCloseable {
    private static final int MINUTES = 8;

    /** How a step ended, and all that was printed. */
    record Outcome(int exit, String text) {}

    private final OwnFolder place = OwnFolder.named("machine");
    private final Path folder = place.path();
    private final List<String> names = new ArrayList<>();
    private @Nullable Process running;

    /** Skips the test, loudly, where there cannot be one. */
    static Machine prepare() throws Exception {
        boolean able = "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(Path.of("/usr/sbin/dovecot"))
                && Files.isExecutable(Path.of("/usr/sbin/postfix"))
                && run("unshare", "--mount", "--net", "--pid", "--uts", "--fork", "true") == 0;
        if (!able) {
            System.err.println("SKIPPED: a machine for the manual needs root, namespaces, dovecot and postfix");
        }
        Assumptions.assumeTrue(able, "no namespaces here");
        Machine machine = new Machine();
        machine.furnish();
        return machine;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** The program where its user can read it, and the script. */
    private void furnish() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                Path place = classes.resolve(entries.size() + (entry.endsWith(".jar") ? ".jar" : ""));
                assertThat(run("cp", "-r", entry, place.toString())).isZero();
                entries.add(place.toString());
            }
        }
        Files.writeString(folder.resolve("classpath"), String.join(":", entries));
        Files.writeString(
                folder.resolve("java"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Files.createDirectory(folder.resolve("steps"));
        try (InputStream script = Machine.class.getResourceAsStream("/machine/machine.sh")) {
            Files.copy(Objects.requireNonNull(script), folder.resolve("machine.sh"));
        }
        assertThat(run("chmod", "-R", "a+rX", folder.toString())).isZero();
    }

    /** One more step, for bash, which stops at the first command that fails. */
    void step(String name, String commands) throws IOException {
        Files.writeString(folder.resolve("steps/%03d.sh".formatted(names.size())), commands);
        names.add(name);
    }

    /** All steps, by their names, in their order. */
    Map<String, Outcome> run() throws Exception {
        Path log = folder.resolve("log");
        Process machine = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--net",
                        "--pid",
                        "--uts",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "bash",
                        folder.resolve("machine.sh").toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = machine;
        boolean ended = machine.waitFor(MINUTES, TimeUnit.MINUTES);
        machine.destroyForcibly().waitFor();
        assertThat(ended && Files.exists(folder.resolve("done")))
                .as(Files.readString(log))
                .isTrue();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Path step = folder.resolve("steps/%03d.sh".formatted(i));
            outcomes.put(
                    names.get(i),
                    new Outcome(
                            Integer.parseInt(
                                    Files.readString(Path.of(step + ".exit")).strip()),
                            Files.readString(Path.of(step + ".out"))));
        }
        return outcomes;
    }

    /** A log of one of its servers, after {@link #run}. */
    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Override
    public void close() {
        Process machine = running;
        if (machine != null) {
            // With it, the kernel ends all that began inside.
            machine.destroyForcibly().onExit().join();
        }
        place.close();
    }
}
