package dev.postern.core.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A signing key of the test issuer: one algorithm, one {@code kid}. */
public record TestKey(String id, String algorithm, KeyPair pair) {
    /** A fresh key for RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 or EdDSA. */
    public static TestKey generate(String id, String algorithm) {
        try {
            return new TestKey(id, algorithm, pairFor(algorithm));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair pairFor(String algorithm) throws GeneralSecurityException {
        switch (algorithm.substring(0, 2)) {
            case "RS", "PS" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            }
            case "ES" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp" + curveBits(algorithm) + "r1"));
                return generator.generateKeyPair();
            }
            default -> {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            }
        }
    }

    private static String curveBits(String algorithm) {
        return algorithm.equals("ES512") ? "521" : algorithm.substring(2);
    }

    /** The same key material for another algorithm of its family: how RS256 keys serve PS256. */
    public TestKey as(String otherAlgorithm) {
        return new TestKey(id, otherAlgorithm, pair);
    }

    /** RFC 7515 §5.1 over octets that are already the signing input. */
    public byte[] sign(byte[] input) {
        try {
            Signature signature = Signature.getInstance(jcaName());
            if (algorithm.startsWith("PS")) {
                String hash = "SHA-" + algorithm.substring(2);
                signature.setParameter(new PSSParameterSpec(
                        hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(algorithm.substring(2)) / 8, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalStateException(wrongKey);
        }
    }

    private String jcaName() {
        String bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> "SHA" + bits + "withRSA";
            case "PS" -> "RSASSA-PSS";
            case "ES" -> "SHA" + bits + "withECDSAinP1363Format";
            default -> "Ed25519";
        };
    }

    /** The public half as an entry of a JWK set. */
    public Map<String, Object> jwk() {
        Map<String, Object> jwk = new LinkedHashMap<>(publicMembers());
        jwk.put("kid", id);
        jwk.put("use", KeyUse.SIGNATURE.identifier());
        jwk.put("alg", algorithm);
        return jwk;
    }

    private Map<String, Object> publicMembers() {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build().toJSONObject();
        }
        if (pair.getPublic() instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
                    .build()
                    .toJSONObject();
        }
        // RFC 8410 §4: the last 32 octets of the structure are the key.
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .build()
                .toJSONObject();
    }
}
