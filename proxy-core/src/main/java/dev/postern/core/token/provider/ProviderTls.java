package dev.postern.core.token.provider;

import dev.postern.core.tls.BackendTrust;
import dev.postern.core.tls.PemPrivateKey;
import dev.postern.core.tls.TrustStores;
import dev.postern.core.tls.UnusableCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS towards a provider, which may want to see our certificate. */
final class ProviderTls {
    private static final char[] NO_PASSWORD = new char[0];

    private ProviderTls() {}

    static SSLContext context(@Nullable Path caFile, @Nullable ClientCertificate own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys(own), trust(caFile), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("TLS for the identity provider: " + unusable.getMessage(), unusable);
        }
    }

    /** {@link IllegalArgumentException} where a file cannot be used. */
    static void check(@Nullable Path caFile, @Nullable ClientCertificate own) {
        SSLContext unused = context(caFile, own);
    }

    /** Without a file, what the operating system trusts: the same as for backends. */
    static TrustManager[] trust(@Nullable Path caFile) {
        try {
            return TrustStores.of(
                    caFile == null ? new BackendTrust.SystemAuthorities() : new BackendTrust.AuthorityFile(caFile));
        } catch (UnusableCertificate unusable) {
            String what = unusable.problems().get(0).what();
            throw new IllegalArgumentException(caFile == null ? what : caFile.getFileName() + ": " + what, unusable);
        }
    }

    private static KeyManager[] keys(ClientCertificate own) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own",
                privateKey(own.key()),
                NO_PASSWORD,
                certificates(own.chain()).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new GeneralSecurityException("no certificate in " + file);
            }
            return found;
        }
    }

    private static PrivateKey privateKey(Path file) {
        try {
            return PemPrivateKey.read(file);
        } catch (UnusableCertificate unusable) {
            throw new IllegalArgumentException(
                    file + ": " + unusable.problems().get(0).what(), unusable);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
