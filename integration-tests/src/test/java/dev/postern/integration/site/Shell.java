package dev.postern.integration.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs scripts as a user would, with a home of their own and for a bounded time. */
final class Shell {
    private static final int SECONDS = 60;

    /** How it ended, and all that was printed. */
    record Outcome(int exit, String text) {}

    private final Path home;

    Shell(Path home) {
        this.home = home;
    }

    Outcome run(String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "out", ".txt");
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).redirectOutput(output.toFile());
        shell.environment().put("HOME", home.toString());
        Process process = shell.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + script);
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }
}
