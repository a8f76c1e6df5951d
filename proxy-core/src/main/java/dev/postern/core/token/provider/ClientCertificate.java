package dev.postern.core.token.provider;

import java.nio.file.Path;

/**
 * Who we are in mutual TLS with a provider: RFC 8705 §2.
 *
 * @param chain PEM certificates, ours first
 * @param key PEM private key, not encrypted
 */
public record ClientCertificate(Path chain, Path key) {
    /** {@link IllegalArgumentException} where TLS cannot use them. */
    public void requireUsable() {
        ProviderTls.check(null, this);
    }
}
