package dev.postern.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself, as far as it is a name that may be said to strangers. Linux is asked, and not the resolver. */
final class HostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** RFC 5321 §4.1.2 wants a domain name; where the machine has none we are {@code localhost}. */
    static String ofThisMachine() {
        String name = told();
        return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") ? name : "localhost";
    }

    private static String told() {
        try {
            return Files.readString(KERNEL).strip();
        } catch (IOException noLinux) {
            return resolved();
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
