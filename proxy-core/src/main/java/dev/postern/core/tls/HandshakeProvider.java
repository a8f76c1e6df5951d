package dev.postern.core.tls;

import java.security.Provider;
import java.security.Security;

/**
 * What Bouncy Castle's handshake asks Java for and Java has not, and nothing else: ML-KEM-768 (FIPS 203), which came with
 * Java 24, and the signatures of RSA-PSS (RFC 8446 §4.2.3) by the names that Bouncy Castle has for them. It stands
 * behind all others, so that Java's own is preferred where there is one.
 */
final class HandshakeProvider extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "PosternHandshake";
    private static final String BOUNCY_CASTLE = "org.bouncycastle.jcajce.provider.asymmetric.";

    private HandshakeProvider() {
        super(NAME, "1", "ML-KEM-768 and RSA-PSS by Bouncy Castle");
        put("KeyPairGenerator.ML-KEM", BOUNCY_CASTLE + "mlkem.MLKEMKeyPairGeneratorSpi");
        put("KeyPairGenerator.ML-KEM-768", BOUNCY_CASTLE + "mlkem.MLKEMKeyPairGeneratorSpi$MLKEM768");
        put("KeyFactory.ML-KEM-768", BOUNCY_CASTLE + "mlkem.MLKEMKeyFactorySpi$MLKEM768");
        // It uses the second where this Java knows the interface, which came with Java 21 and late Java 17.
        put("KeyGenerator.ML-KEM-768", BOUNCY_CASTLE + "mlkem.MLKEMKeyGeneratorSpi$MLKEM768");
        put("KEM.ML-KEM-768", BOUNCY_CASTLE + "mlkem.MLKEMSpi$MLKEM768");
        for (String digest : new String[] {"SHA256", "SHA384", "SHA512"}) {
            put("Signature." + digest + "withRSAandMGF1", BOUNCY_CASTLE + "rsa.PSSSignatureSpi$" + digest + "withRSA");
        }
    }

    /** Once for the process. Thread safe. */
    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new HandshakeProvider());
        }
    }
}
