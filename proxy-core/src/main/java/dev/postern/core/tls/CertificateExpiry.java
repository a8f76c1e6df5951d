package dev.postern.core.tls;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Until when a certificate in service is good.
 *
 * @param file as configured
 */
public record CertificateExpiry(Path file, Instant notAfter) {}
