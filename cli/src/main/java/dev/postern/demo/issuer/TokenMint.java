package dev.postern.demo.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Signs access tokens as RFC 9068 §2 describes them, with keys that exist only in this process. Thread safe. */
final class TokenMint {
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final String issuer;
    private final Clock clock;
    private final Map<SigningAlgorithm, JWK> keys = new EnumMap<>(SigningAlgorithm.class);

    TokenMint(String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            keys.put(algorithm, algorithm.newKey());
        }
    }

    /** The public halves of the keys, as a JWKS document. RFC 7517 §5. */
    String publicKeys() {
        return new JWKSet(List.copyOf(keys.values())).toString(true);
    }

    /** A token of this mailbox that ends after the lifetime; a negative lifetime gives one that has ended already. */
    String token(String mailbox, SigningAlgorithm algorithm, Duration lifetime) {
        try {
            JWK key = keyOf(algorithm);
            SignedJWT token = new SignedJWT(
                    algorithm.header().type(ACCESS_TOKEN).keyID(key.getKeyID()).build(), claims(mailbox, lifetime));
            token.sign(algorithm.signer(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("our own key cannot sign", impossible);
        }
    }

    private JWK keyOf(SigningAlgorithm algorithm) {
        JWK key = keys.get(algorithm);
        if (key == null) {
            throw new IllegalStateException("no key for " + algorithm);
        }
        return key;
    }

    /** RFC 9068 §2.2: what an access token must say. */
    private JWTClaimsSet claims(String mailbox, Duration lifetime) {
        Instant now = clock.instant();
        Instant expires = now.plus(lifetime);
        Instant issued = lifetime.isNegative() ? expires.plus(lifetime) : now;
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(UUID.nameUUIDFromBytes(mailbox.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString())
                .audience(DemoIssuer.AUDIENCE)
                .claim("client_id", DemoIssuer.CLIENT)
                .claim("preferred_username", mailbox)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }
}
