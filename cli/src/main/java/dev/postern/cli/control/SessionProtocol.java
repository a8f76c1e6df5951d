package dev.postern.cli.control;

import java.util.Locale;

/** What sessions can be of, as the control socket spells it. */
public enum SessionProtocol {
    IMAP,
    SMTP,
    PASSTHROUGH,
    RELAY,
    UNDECIDED;

    /** As it is typed, and completed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
