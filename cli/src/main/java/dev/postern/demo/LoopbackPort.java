package dev.postern.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks for a port before anything depends on it, so that a taken one is said in one line. */
final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * The port itself where it is free, any free one for 0. Somebody could take it before its listener does: then that
     * listener says so.
     */
    static int free(int wanted, String option) throws IOException, DemoProblem {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            throw new DemoProblem(
                    "port " + wanted + " is taken: choose another with " + option + " PORT (0 for any free one)");
        }
    }
}
