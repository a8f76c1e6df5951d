package dev.postern.core.tls;

import java.util.Locale;
import java.util.Map;

/** Why a client's handshake failed, as a closed list: metric label. What exactly was said is in the log's detail. */
public enum HandshakeFailure {
    /** What came is no TLS: HTTP, a scanner, a mail program that is set to STARTTLS or to plaintext. */
    NO_TLS,
    /** TLS before 1.2. */
    VERSION,
    /** No cipher suite or signature algorithm in common: a very old client, or one without the certificate's kind of key. */
    CIPHER,
    /** No ALPN protocol in common: somebody looks for another service. */
    APPLICATION_PROTOCOL,
    /** The client does not like our certificate, and says so by an alert. */
    CERTIFICATE_REFUSED,
    /** The client ends it by another alert. */
    CLIENT_ALERT,
    /** The client goes away in the middle. */
    LEFT,
    /** Broken or oversized records. */
    MALFORMED,
    TIMED_OUT,
    OTHER;

    /** JSSE has only texts; these parts of them are the same in Java 17 and 25. The first in the list above that fits counts. */
    private static final Map<String, HandshakeFailure> BY_TEXT = Map.ofEntries(
            Map.entry("no tls", NO_TLS),
            Map.entry("without tls", NO_TLS),
            Map.entry("proxy header", NO_TLS),
            Map.entry("unsupported or unrecognized ssl message", NO_TLS),
            Map.entry("unrecognized ssl message", NO_TLS),
            Map.entry("plaintext connection", NO_TLS),
            Map.entry("client requested protocol", VERSION),
            Map.entry("client supported protocol versions", VERSION),
            Map.entry("no cipher suites in common", CIPHER),
            Map.entry("no available authentication scheme", CIPHER),
            Map.entry("no supported signature algorithm", CIPHER),
            Map.entry("application layer protocol", APPLICATION_PROTOCOL),
            Map.entry("closed by the peer", LEFT),
            Map.entry("closing inbound", LEFT),
            Map.entry("clienthello", MALFORMED),
            Map.entry("handshake too large", MALFORMED),
            Map.entry("record too large", MALFORMED),
            Map.entry("tag mismatch", MALFORMED));

    private static final String ALERT = "received fatal alert: ";

    /** @param detail of the failure, by the engine or by ourselves */
    public static HandshakeFailure of(String detail) {
        String text = detail.toLowerCase(Locale.ROOT);
        int alert = text.indexOf(ALERT);
        if (alert >= 0) {
            return ofAlert(text.substring(alert + ALERT.length()));
        }
        return BY_TEXT.entrySet().stream()
                .filter(known -> text.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .min(HandshakeFailure::compareTo)
                .orElse(OTHER);
    }

    /** RFC 8446 §6.2 names the alerts. */
    private static HandshakeFailure ofAlert(String name) {
        return switch (name) {
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca" -> CERTIFICATE_REFUSED;
            default -> CLIENT_ALERT;
        };
    }
}
