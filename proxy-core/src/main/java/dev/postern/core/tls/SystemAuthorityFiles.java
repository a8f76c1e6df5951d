package dev.postern.core.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the operating system keeps the authorities that it trusts. It is the place where administrators add their own
 * and take bad ones away, so it comes before the list that Java brings along.
 */
final class SystemAuthorityFiles {
    private SystemAuthorityFiles() {}

    /** Empty where there is none, or where the administrator has given Java a trust store of its own. */
    static Optional<Path> bundle() {
        if (System.getProperty("javax.net.ssl.trustStore") != null) {
            return Optional.empty();
        }
        return Stream.of(
                        "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Alpine, Arch
                        "/etc/pki/tls/certs/ca-bundle.crt", // Red Hat, Fedora
                        "/etc/ssl/ca-bundle.pem", // SUSE
                        "/etc/ssl/cert.pem") // the BSDs, macOS
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst();
    }
}
