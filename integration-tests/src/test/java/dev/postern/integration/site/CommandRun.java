package dev.postern.integration.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code postern} as a process of its own, for a bounded time. */
record CommandRun(Path folder) {
    static final int SECONDS = 60;

    /** How it ended, and what it said where. */
    record Outcome(int exit, String out, String err) {}

    static ProcessBuilder command(String... arguments) {
        return commandWith(System.getProperty("java.class.path"), arguments);
    }

    static ProcessBuilder commandWith(String classPath, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "dev.postern.cli.Postern"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = command(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + List.of(arguments));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
