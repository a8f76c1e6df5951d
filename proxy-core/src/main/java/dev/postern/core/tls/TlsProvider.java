package dev.postern.core.tls;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose TLS clients meet: the policy is the same with all. Backends are always met with Java's own. */
public enum TlsProvider {
    /** Java's own. */
    JDK {
        @Override
        SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
            return TlsPolicy.context(keys, trust);
        }

        @Override
        boolean serves(String keyType) {
            return true;
        }
    },

    /** Bouncy Castle's, which knows the post-quantum group X25519MLKEM768; ciphers and digests stay the JDK's. */
    BOUNCYCASTLE {
        @Override
        SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
            return BouncyCastleTls.context(keys, trust);
        }

        @Override
        SSLEngine prepared(SSLEngine engine, List<String> applicationProtocols) {
            return BouncyCastleTls.prepared(engine);
        }
    },

    /** BoringSSL behind Java's interface: native code, for processors and systems that it was built for. */
    CONSCRYPT {
        @Override
        SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
            return ConscryptTls.context(keys, trust);
        }

        @Override
        SSLEngine prepared(SSLEngine engine, List<String> applicationProtocols) {
            return ConscryptTls.prepared(engine, applicationProtocols);
        }

        @Override
        boolean showsOneCertificate() {
            return true;
        }

        @Override
        boolean nativeCode() {
            return true;
        }

        /** A pipe, by which another thread could wake one that waits in its native code. */
        @Override
        public int descriptors() {
            return 2;
        }

        @Override
        public Optional<String> obstacle() {
            try {
                return ConscryptTls.obstacle();
            } catch (LinkageError absent) {
                return Optional.of("its library, conscrypt-openjdk-uber, is missing");
            }
        }
    };

    /** The kinds of key that TLS 1.2 names in its suites: providers that go by these never ask for EdDSA. */
    private static final Set<String> KEYS_OF_SUITES = Set.of("RSA", "EC");

    /** As the configuration writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust);

    /** The engine, told what the provider needs to be told beside JSSE's parameters, which are set already. */
    SSLEngine prepared(SSLEngine engine, List<String> applicationProtocols) {
        return engine;
    }

    /** True where it can sign with keys of this kind, by JSSE's name. */
    boolean serves(String keyType) {
        return KEYS_OF_SUITES.contains(keyType);
    }

    /** True where it asks for every kind of key, whatever the client can verify, and shows the last that it gets. */
    boolean showsOneCertificate() {
        return false;
    }

    /** See {@link TlsEngines#nativeCode}. */
    boolean nativeCode() {
        return false;
    }

    /** How many descriptors each of its engines holds, beside the connection's socket. */
    public int descriptors() {
        return 0;
    }

    /** Why it cannot be used on this machine, in one line; empty where it can. */
    public Optional<String> obstacle() {
        return Optional.empty();
    }
}
