package dev.postern.core.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where one served certificate and its key lie, as certbot and certmonger write them.
 *
 * @param chain PEM: the server's certificate and its intermediates
 * @param key PEM: PKCS#1, PKCS#8 or SEC1, plain or encrypted
 * @param passphraseFile what decrypts the key: the file's first line; null for a plain key
 */
public record CertificateFiles(
        Path chain, Path key, @Nullable Path passphraseFile) {
    public CertificateFiles(Path chain, Path key) {
        this(chain, key, null);
    }
}
