package dev.postern.core.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Turns what is trusted into JSSE's trust managers. Revocation is not asked for. */
public final class TrustStores {
    private TrustStores() {}

    /** @throws UnusableCertificate where the authorities cannot be read */
    public static TrustManager[] of(BackendTrust trust) throws UnusableCertificate {
        if (trust instanceof BackendTrust.PinnedCertificate pin) {
            return new TrustManager[] {new PinTrust(pin.sha256())};
        }
        if (trust instanceof BackendTrust.AuthorityFile authorities) {
            return authorities(authorities.file());
        }
        Optional<Path> bundle = SystemAuthorityFiles.bundle();
        return bundle.isPresent() ? authorities(bundle.get()) : trusting(null);
    }

    private static TrustManager[] authorities(Path file) throws UnusableCertificate {
        List<X509Certificate> certificates = PemCertificates.read(file);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry(Sha256.ofCertificate(certificate), certificate);
            }
            return trusting(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12 stores", e);
        }
    }

    /** With null: the list that Java brings along, or its administrator's. */
    private static TrustManager[] trusting(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PKIX", e);
        }
    }
}
