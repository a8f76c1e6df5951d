package dev.postern.demo.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** The two kinds of signature that nearly every provider uses. RFC 7518 §3.1. */
public enum SigningAlgorithm {
    ES256,
    RS256;

    private static final int RSA_BITS = 2048;

    /** A fresh private key of this algorithm, with a key id of its own. */
    JWK newKey() {
        try {
            return switch (this) {
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyIDFromThumbprint(true)
                            .generate();
                case RS256 ->
                    new RSAKeyGenerator(RSA_BITS)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyIDFromThumbprint(true)
                            .generate();
            };
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java can make keys for " + this, impossible);
        }
    }

    JWSSigner signer(JWK key) throws JOSEException {
        return switch (this) {
            case ES256 -> new ECDSASigner(key.toECKey());
            case RS256 -> new RSASSASigner(key.toRSAKey());
        };
    }

    JWSHeader.Builder header() {
        return new JWSHeader.Builder(
                switch (this) {
                    case ES256 -> JWSAlgorithm.ES256;
                    case RS256 -> JWSAlgorithm.RS256;
                });
    }
}
