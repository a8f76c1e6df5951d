package dev.postern.core.token.introspection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

/** Signs a fresh assertion for every question: RFC 7523 §3. Shared by all threads. */
final class ClientAssertion {
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final ClientAuthentication.PrivateKeyJwt settings;
    private final String audience;
    private final InstantSource clock;
    private final JWSSigner signer;

    ClientAssertion(ClientAuthentication.PrivateKeyJwt settings, String audience, InstantSource clock) {
        this.settings = settings;
        this.audience = audience;
        this.clock = clock;
        try {
            JWK key = JWK.parseFromPEMEncodedObjects(Files.readString(settings.keyFile()));
            signer = new DefaultJWSSignerFactory()
                    .createJWSSigner(
                            key, JWSAlgorithm.parse(settings.algorithm().text()));
        } catch (IOException | JOSEException unusable) {
            throw new IllegalArgumentException(
                    "no usable private key in " + settings.keyFile() + ": " + unusable.getMessage(), unusable);
        }
    }

    String fresh() {
        Instant now = clock.instant();
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.parse(settings.algorithm().text()));
        if (!settings.keyId().isEmpty()) {
            header.keyID(settings.keyId());
        }
        SignedJWT assertion = new SignedJWT(
                header.build(),
                new JWTClaimsSet.Builder()
                        .issuer(settings.clientId())
                        .subject(settings.clientId())
                        .audience(audience)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .build());
        try {
            assertion.sign(signer);
        } catch (JOSEException broken) {
            throw new IllegalStateException("cannot sign with " + settings.keyFile(), broken);
        }
        return assertion.serialize();
    }
}
