package dev.postern.core.tls;

import java.util.Locale;

/** The version that a handshake agreed on: log field and metric label. */
public enum TlsVersion {
    TLSV1_3("TLSv1.3"),
    TLSV1_2("TLSv1.2"),
    /** None that {@link TlsPolicy} allows: whoever sees this has changed the policy. */
    OTHER("other");

    private final String text;

    TlsVersion(String text) {
        this.text = text;
    }

    /** @param protocol as JSSE names it */
    public static TlsVersion of(String protocol) {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "tlsv1.3" -> TLSV1_3;
            case "tlsv1.2" -> TLSV1_2;
            default -> OTHER;
        };
    }

    /** As JSSE names it. */
    public String text() {
        return text;
    }
}
