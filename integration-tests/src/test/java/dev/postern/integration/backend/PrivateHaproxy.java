package dev.postern.integration.backend;

import java.nio.file.Path;
import java.util.Map;

/** An HAProxy of the tests' own, in front of one port. */
public final class PrivateHaproxy implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/haproxy";

    private final OwnFolder folder = OwnFolder.named("haproxy");
    private final int port = Daemon.freePort();

    private PrivateHaproxy() {}

    /**
     * Starts one, or skips the test.
     *
     * @param header {@code send-proxy} or {@code send-proxy-v2}
     */
    public static PrivateHaproxy start(int behind, String header) {
        Daemon.require(PROGRAM);
        PrivateHaproxy haproxy = new PrivateHaproxy();
        Daemon.begin(() -> haproxy.begin(behind, header), haproxy::close);
        return haproxy;
    }

    private void begin(int behind, String header) {
        Path configuration = folder.resolve("haproxy.cfg");
        Daemon.render("haproxy.cfg", configuration, Map.of("PORT", port, "POSTERN", behind, "HEADER", header));
        Daemon.run(
                folder.resolve("start.log"),
                PROGRAM,
                "-D",
                "-f",
                configuration.toString(),
                "-p",
                pidFile().toString());
        Daemon.awaitPort(port);
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    private Path pidFile() {
        return folder.resolve("haproxy.pid");
    }

    Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        Daemon.stop(pidFile());
        folder.close();
    }
}
