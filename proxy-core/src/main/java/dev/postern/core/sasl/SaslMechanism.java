package dev.postern.core.sasl;

import java.util.Locale;
import java.util.Optional;

/** The mechanisms we speak; their names are what AUTHENTICATE and AUTH carry. */
public enum SaslMechanism {
    /** RFC 7628 §3.1. */
    OAUTHBEARER,
    /** Google's and Microsoft's predecessor of OAUTHBEARER. */
    XOAUTH2;

    /** The mechanism of this name, in any case (RFC 4422 §3.1 asks for upper case; clients differ). */
    public static Optional<SaslMechanism> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (SaslMechanism mechanism : values()) {
            if (mechanism.name().equals(upper)) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
