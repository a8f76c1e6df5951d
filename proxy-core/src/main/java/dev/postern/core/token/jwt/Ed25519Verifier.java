package dev.postern.core.token.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/** EdDSA with Ed25519, RFC 8037 §3.1, by plain JCA: Nimbus' own verifier wants another library. Shared by all threads. */
final class Ed25519Verifier implements JWSVerifier {
    /** RFC 8410 §4: SubjectPublicKeyInfo up to the 32 octets of the key. */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_LENGTH = 32;

    private final JCAContext context = new JCAContext(EllipticCurves.PROVIDER, null);
    private final PublicKey key;

    Ed25519Verifier(OctetKeyPair jwk) throws JOSEException {
        byte[] point = jwk.getDecodedX();
        if (point.length != KEY_LENGTH) {
            throw new JOSEException("an Ed25519 key of " + point.length + " octets");
        }
        byte[] encoded = new byte[PREFIX.length + KEY_LENGTH];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(point, 0, encoded, PREFIX.length, KEY_LENGTH);
        try {
            key = KeyFactory.getInstance("Ed25519", EllipticCurves.PROVIDER)
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException unusable) {
            throw new JOSEException("not an Ed25519 key", unusable);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519", EllipticCurves.PROVIDER);
            ed25519.initVerify(key);
            ed25519.update(signingInput);
            return ed25519.verify(signature.decode());
        } catch (SignatureException malformed) {
            return false;
        } catch (InvalidKeyException | NoSuchAlgorithmException broken) {
            throw new JOSEException("Ed25519", broken);
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(JWSAlgorithm.EdDSA);
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}
