package dev.postern.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine calls itself, as far as it is a name that may be said to strangers. */
final class HostName {
    private HostName() {}

    /** RFC 5321 §4.1.2 wants a domain name; where the machine has none we are {@code localhost}. */
    static String ofThisMachine() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") ? name : "localhost";
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
