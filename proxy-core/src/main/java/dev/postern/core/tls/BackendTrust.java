package dev.postern.core.tls;

import java.nio.file.Path;
import java.util.Locale;

/** What makes a backend's certificate good. */
public sealed interface BackendTrust {

    /** A certificate that an authority of this system has signed for the backend's name. */
    record SystemAuthorities() implements BackendTrust {}

    /** A certificate that an authority in this PEM file has signed for the backend's name. */
    record AuthorityFile(Path file) implements BackendTrust {}

    /**
     * Exactly this certificate, whatever name and dates it carries.
     *
     * @param sha256 of the certificate's DER, in hex, with or without colons, as {@code openssl x509 -fingerprint
     *     -sha256} prints it; kept in lower case without colons
     */
    record PinnedCertificate(String sha256) implements BackendTrust {
        public PinnedCertificate {
            sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hex digits, with or without colons");
            }
        }
    }
}
