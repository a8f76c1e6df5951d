package dev.postern.core.tls;

import javax.net.ssl.SSLEngine;

/** The arithmetic that an engine leaves to its user. */
public final class EngineTasks {
    private EngineTasks() {}

    /** Runs all that it has now, on this thread. */
    public static void run(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
