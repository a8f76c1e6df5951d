package dev.postern.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port for a program that cannot be told to take any; somebody could take it first, and then that program says so. */
final class FreePort {
    private FreePort() {}

    static int next() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
