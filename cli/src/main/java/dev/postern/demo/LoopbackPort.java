package dev.postern.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks for a port before anything depends on it, so that a taken one is said in one line. */
final class LoopbackPort {
    private static final int HIGHEST = 65_535;

    private LoopbackPort() {}

    /**
     * The port itself where it is free, any free one for 0. Somebody could take it before its listener does: then that
     * listener says so.
     */
    static int free(int wanted, String option) throws IOException, DemoProblem {
        if (wanted < 0 || wanted > HIGHEST) {
            throw new DemoProblem(option + " " + wanted + " is no port: choose 1 to 65535, or 0 for any free one");
        }
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            throw new DemoProblem(
                    "port " + wanted + " is taken: choose another with " + option + " PORT (0 for any free one)");
        }
    }
}
