package dev.postern.core.tls;

import java.security.Provider;
import java.security.Security;

/**
 * X25519 and ECDSA by Bouncy Castle for everybody who asks Java for them, and nothing else: there it costs half or less
 * of what the JDK's own costs, while its digests and ciphers cost many times more.
 *
 * <p>Records, digests, random numbers and the handshake itself stay the JDK's.
 */
final class CurveProvider extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "PosternCurves";
    private static final String BOUNCY_CASTLE = "org.bouncycastle.jcajce.provider.asymmetric.";

    private CurveProvider() {
        super(NAME, "1", "X25519 and ECDSA by Bouncy Castle");
        put("KeyPairGenerator.X25519", BOUNCY_CASTLE + "edec.KeyPairGeneratorSpi$X25519");
        put("KeyAgreement.X25519", BOUNCY_CASTLE + "edec.KeyAgreementSpi$X25519");
        put("Signature.SHA256withECDSA", BOUNCY_CASTLE + "ec.SignatureSpi$ecDSA256");
        put("Signature.SHA384withECDSA", BOUNCY_CASTLE + "ec.SignatureSpi$ecDSA384");
    }

    /** Puts it before Java's own, once for the process. Thread safe. */
    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.insertProviderAt(new CurveProvider(), 1);
        }
    }
}
