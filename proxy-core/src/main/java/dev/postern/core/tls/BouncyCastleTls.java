package dev.postern.core.tls;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jsse.BCSNIHostName;
import org.bouncycastle.jsse.BCSNIMatcher;
import org.bouncycastle.jsse.BCSNIServerName;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCStandardConstants;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/** Bouncy Castle's handshake and records, over the ciphers, digests and random numbers of the JDK. */
final class BouncyCastleTls {
    /** The first is safe from those who record today and compute on a quantum computer later. */
    private static final String[] GROUPS = {"X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"};

    /**
     * It tells of each failed handshake, with its stack, on a log of its own: whoever connects could fill the disk. What
     * matters of it is in our events. Held, because Java forgets a logger that nobody holds, and its level.
     */
    private static final Logger SILENCED = Logger.getLogger("org.bouncycastle.jsse");

    private static final BouncyCastleJsseProvider PROVIDER;

    static {
        SILENCED.setLevel(Level.OFF);
        HandshakeProvider.install();
        PROVIDER = new BouncyCastleJsseProvider(false, new JcaTlsCryptoProvider());
    }

    private BouncyCastleTls() {}

    static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
        // Left to itself it asks for a generator that may block.
        return TlsPolicy.context(PROVIDER, keys, trust, new SecureRandom());
    }

    static SSLEngine prepared(SSLEngine engine) {
        BCSSLEngine ours = (BCSSLEngine) engine;
        BCSSLParameters parameters = ours.getParameters();
        parameters.setNamedGroups(GROUPS);
        parameters.setUseNamedGroupsOrder(true);
        parameters.setSNIMatchers(List.of(new AskedName()));
        ours.setParameters(parameters);
        return engine;
    }

    /** The name that the client asked for, lower case; empty where there was none. */
    static String serverName(BCSSLEngine engine) {
        return engine.getParameters().getSNIMatchers().stream()
                .filter(AskedName.class::isInstance)
                .map(asked -> ((AskedName) asked).name)
                .findFirst()
                .orElse("");
    }

    /** Lets every name pass, and remembers it: a session of Bouncy Castle's forgets it with the handshake. */
    private static final class AskedName extends BCSNIMatcher {
        private String name = "";

        private AskedName() {
            super(BCStandardConstants.SNI_HOST_NAME);
        }

        @Override
        public boolean matches(BCSNIServerName asked) {
            if (asked instanceof BCSNIHostName host) {
                name = host.getAsciiName().toLowerCase(Locale.ROOT);
            }
            return true;
        }
    }
}
