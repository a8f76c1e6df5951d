package dev.postern.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Looks for a port before anything depends on it, so that a taken one is said in one line. */
final class LoopbackPort {
    private static final int HIGHEST = 65_535;

    /** Below those that systems give to whoever asks for any: until its listener has it, nobody gets it by chance. */
    private static final int LEAST_CHOSEN = 20_000;

    private static final int MOST_CHOSEN = 32_000;
    private static final int ATTEMPTS = 100;

    private LoopbackPort() {}

    /**
     * The port itself where it is free, any free one for 0. Somebody could take it before its listener does: then that
     * listener says so.
     */
    static int free(int wanted, String option) throws IOException, DemoProblem {
        if (wanted < 0 || wanted > HIGHEST) {
            throw new DemoProblem(option + " " + wanted + " is no port: choose 1 to 65535, or 0 for any free one");
        }
        for (int i = 0; wanted == 0 && i < ATTEMPTS; i++) {
            int chosen = ThreadLocalRandom.current().nextInt(LEAST_CHOSEN, MOST_CHOSEN);
            if (isFree(chosen)) {
                return chosen;
            }
        }
        if (wanted == 0 || !isFree(wanted)) {
            throw new DemoProblem(
                    "port " + wanted + " is taken: choose another with " + option + " PORT (0 for any free one)");
        }
        return wanted;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
