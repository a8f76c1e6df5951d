package dev.postern.core.testing;

import dev.postern.core.tls.TlsEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * A CA and two server certificates, RSA and P-256, for {@code localhost}, {@code mail.example.org} and the loopback
 * addresses: as PEM files, and as plain JSSE engines that know nothing of Postern's policy.
 */
public final class TestCertificates {
    private static final String[] NAMES = {"localhost", "mail.example.org", "127.0.0.1", "::1"};
    private static final char[] NO_PASSWORD = new char[0];

    private final Path directory;
    private final TestAuthority authority;
    private final SSLContext serverContext;
    private final SSLContext clientContext;

    private TestCertificates(Path directory, TestAuthority authority, KeyStore served) {
        this.directory = directory;
        this.authority = authority;
        this.serverContext = serverContext(served);
        this.clientContext = clientContext(authority.certificate());
    }

    /** Makes fresh keys and writes the PEM files into an existing directory. */
    public static TestCertificates in(Path directory) {
        TestAuthority authority = TestAuthority.root("Postern test authority");
        TestAuthority.write(directory.resolve("ca.pem"), authority.certificate());
        KeyStore served = emptyStore();
        for (KeyKind kind : KeyKind.values()) {
            KeyPair keys = kind == KeyKind.RSA ? TestAuthority.rsaKeys() : TestAuthority.ecKeys("secp256r1");
            X509Certificate certificate = authority.issue(keys, NAMES);
            TestAuthority.write(directory.resolve(kind.chainName()), certificate);
            TestAuthority.write(directory.resolve(kind.keyName()), keys.getPrivate());
            put(served, kind, keys, certificate);
        }
        return new TestCertificates(directory, authority, served);
    }

    /** Which of the two certificates. */
    public enum KeyKind {
        RSA,
        ECDSA;

        private String chainName() {
            return name().toLowerCase(java.util.Locale.ROOT) + "-fullchain.pem";
        }

        private String keyName() {
            return name().toLowerCase(java.util.Locale.ROOT) + "-privkey.pem";
        }
    }

    /** The CA's certificate, PEM. */
    public Path caFile() {
        return directory.resolve("ca.pem");
    }

    public Path chainFile(KeyKind kind) {
        return directory.resolve(kind.chainName());
    }

    public Path keyFile(KeyKind kind) {
        return directory.resolve(kind.keyName());
    }

    public TestAuthority authority() {
        return authority;
    }

    /** Server engines with both certificates; ALPN only where ids are given. */
    public TlsEngines server(String... applicationProtocols) {
        return () -> {
            SSLEngine engine = serverContext.createSSLEngine();
            engine.setUseClientMode(false);
            return offering(engine, applicationProtocols);
        };
    }

    /** Client engines that trust the CA and verify the host's name. */
    public TlsEngines client(String host, String... applicationProtocols) {
        return () -> {
            SSLEngine engine = clientContext.createSSLEngine(host, 0);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return offering(engine, applicationProtocols);
        };
    }

    /** For tests that need JSSE's own sockets, such as a hostile or scripted client. */
    public SSLContext clientContext() {
        return clientContext;
    }

    /** The same for a scripted server. */
    public SSLContext serverContext() {
        return serverContext;
    }

    private static SSLEngine offering(SSLEngine engine, String... applicationProtocols) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(applicationProtocols);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(KeyStore store, KeyKind kind, KeyPair keys, X509Certificate certificate) {
        try {
            store.setKeyEntry(kind.name(), keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext serverContext(KeyStore served) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(served, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext clientContext(X509Certificate trusted) {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("ca", trusted);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
