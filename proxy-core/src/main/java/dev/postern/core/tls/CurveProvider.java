package dev.postern.core.tls;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.ECKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jcajce.provider.asymmetric.ec.KeyFactorySpi;

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

    /** Of P-384, in bits: the largest curve of the signatures below. */
    private static final int LARGEST_ORDER = 384;

    private CurveProvider() {
        super(NAME, "1", "X25519 and ECDSA by Bouncy Castle");
        // JSSE asks for XDH and names the curve afterwards; Bouncy Castle's own TLS asks for X25519.
        put("KeyPairGenerator.XDH", X25519Pairs.class.getName());
        put("KeyAgreement.XDH", X25519Agreement.class.getName());
        put("KeyPairGenerator.X25519", BOUNCY_CASTLE + "edec.KeyPairGeneratorSpi$X25519");
        put("KeyAgreement.X25519", BOUNCY_CASTLE + "edec.KeyAgreementSpi$X25519");
        put("Signature.SHA256withECDSA", BOUNCY_CASTLE + "ec.SignatureSpi$ecDSA256");
        put("Signature.SHA384withECDSA", BOUNCY_CASTLE + "ec.SignatureSpi$ecDSA384");
    }

    /**
     * The key as Bouncy Castle holds it: from another's, it would be made anew for each signature, at three times the
     * signature's cost. Keys on curves that this provider does not sign with stay as they are.
     */
    static PrivateKey ready(PrivateKey key) {
        if (!(key instanceof ECKey ec) || ec.getParams().getOrder().bitLength() > LARGEST_ORDER) {
            return key;
        }
        try {
            return new KeyFactorySpi.EC().generatePrivate(PrivateKeyInfo.getInstance(key.getEncoded()));
        } catch (IOException neverOfAKeyThatJavaHasRead) {
            return key;
        }
    }

    /** Puts it before Java's own, once for the process. Thread safe. */
    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.insertProviderAt(new CurveProvider(), 1);
        }
    }
}
