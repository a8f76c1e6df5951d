package dev.postern.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that we started; it ends with us, and with it all that it started. */
public final class RunningProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Thread onExit = new Thread(this::end, "end-of-process");

    private RunningProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts it; all that it says goes into a file. */
    static RunningProcess start(Peer.Command command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().putAll(command.environment());
        return start(builder.redirectErrorStream(true).redirectOutput(output.toFile()));
    }

    /** Starts it as the builder says. */
    public static RunningProcess start(ProcessBuilder builder) throws IOException {
        return new RunningProcess(builder.start());
    }

    public Process process() {
        return process;
    }

    public ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException endingAnyway) {
            // The hook runs, and finds nothing to do.
        }
    }

    private void end() {
        List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
