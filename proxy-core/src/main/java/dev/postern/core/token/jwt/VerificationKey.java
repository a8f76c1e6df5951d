package dev.postern.core.token.jwt;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One public key of a provider, bound to the algorithms that it serves: {@code alg} is never believed on its own. Shared by all threads. */
final class VerificationKey {
    /** RFC 7518 §3.3. */
    private static final int SHORTEST_RSA = 2048;
    /** Beyond this a verification costs milliseconds. */
    private static final int LONGEST_RSA = 8192;

    private static final int LONGEST_EXPONENT = 33;

    private final String id;
    private final JWK jwk;
    private final JWSVerifier verifier;

    private VerificationKey(JWK jwk, JWSVerifier verifier) {
        this.id = jwk.getKeyID() == null ? "" : jwk.getKeyID();
        this.jwk = jwk;
        this.verifier = verifier;
    }

    /** The key, or empty where it is none for us: encryption, symmetric, too weak, unknown, broken. */
    static Optional<VerificationKey> of(Map<String, Object> members) {
        try {
            JWK jwk = JWK.parse(members).toPublicJWK();
            // A symmetric key has no public half.
            if (jwk == null || !isForSignatures(jwk)) {
                return Optional.empty();
            }
            Optional<JWSVerifier> verifier = verifier(jwk);
            return verifier.map(usable -> new VerificationKey(jwk, usable));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException unusable) {
            return Optional.empty();
        }
    }

    private static boolean isForSignatures(JWK jwk) {
        KeyUse use = jwk.getKeyUse();
        Set<KeyOperation> operations = jwk.getKeyOperations();
        return (use == null || use.equals(KeyUse.SIGNATURE))
                && (operations == null || operations.isEmpty() || operations.contains(KeyOperation.VERIFY));
    }

    private static Optional<JWSVerifier> verifier(JWK jwk) throws JOSEException {
        if (jwk instanceof RSAKey rsa) {
            RSAPublicKey key = rsa.toRSAPublicKey();
            int bits = key.getModulus().bitLength();
            boolean sound = bits >= SHORTEST_RSA
                    && bits <= LONGEST_RSA
                    && key.getPublicExponent().bitLength() <= LONGEST_EXPONENT
                    && key.getPublicExponent().bitLength() > 1;
            return sound ? Optional.of(new RSASSAVerifier(key)) : Optional.empty();
        }
        if (jwk instanceof ECKey ec && algorithm(ec.getCurve()).isPresent()) {
            ECDSAVerifier verifier = new ECDSAVerifier(ec.toECPublicKey(EllipticCurves.PROVIDER));
            verifier.getJCAContext().setProvider(EllipticCurves.PROVIDER);
            return Optional.of(verifier);
        }
        if (jwk instanceof OctetKeyPair octets && octets.getCurve().equals(Curve.Ed25519)) {
            return Optional.of(new Ed25519Verifier(octets));
        }
        return Optional.empty();
    }

    private static Optional<SignatureAlgorithm> algorithm(Curve curve) {
        if (curve.equals(Curve.P_256)) {
            return Optional.of(SignatureAlgorithm.ES256);
        }
        if (curve.equals(Curve.P_384)) {
            return Optional.of(SignatureAlgorithm.ES384);
        }
        return curve.equals(Curve.P_521) ? Optional.of(SignatureAlgorithm.ES512) : Optional.empty();
    }

    /** {@code kid}, empty where there is none. */
    String id() {
        return id;
    }

    /** Whether this key may verify that algorithm: by its type and, where it says so, by its own {@code alg}. */
    boolean serves(SignatureAlgorithm algorithm) {
        Algorithm own = jwk.getAlgorithm();
        return verifier.supportedJWSAlgorithms().contains(algorithm.header().getAlgorithm())
                && (own == null || SignatureAlgorithm.named(own.getName()).equals(Optional.of(algorithm)));
    }

    boolean verifies(SignedToken token, SignatureAlgorithm algorithm) {
        try {
            return verifier.verify(algorithm.header(), token.signingInput(), new Base64URL(token.signature()));
        } catch (JOSEException broken) {
            return false;
        }
    }

    /** Two keys with all members alike. */
    boolean isSameAs(VerificationKey other) {
        return jwk.equals(other.jwk);
    }
}
