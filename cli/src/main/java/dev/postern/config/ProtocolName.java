package dev.postern.config;

import java.util.Locale;

/** The protocols of the house. */
public enum ProtocolName {
    IMAP,
    SMTP;

    /** As the file and the ports between rooms spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is typed on a command line, and completed there. */
    @Override
    public String toString() {
        return text();
    }
}
