package dev.postern.core.token.introspection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.core.tls.PemPrivateKey;
import dev.postern.core.tls.UnusableCertificate;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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
        this.signer = signer(settings);
    }

    /** {@link IllegalArgumentException} where the key cannot be used. */
    static void check(ClientAuthentication.PrivateKeyJwt settings) {
        JWSSigner unused = signer(settings);
    }

    private static JWSSigner signer(ClientAuthentication.PrivateKeyJwt settings) {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(settings.algorithm().text());
        try {
            PrivateKey key = PemPrivateKey.read(settings.keyFile());
            JWSSigner signer = key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
            if (!signer.supportedJWSAlgorithms().contains(algorithm)) {
                throw new IllegalArgumentException(algorithm + " does not fit the key in " + settings.keyFile()
                        + ", which signs " + names(signer.supportedJWSAlgorithms()));
            }
            return signer;
        } catch (UnusableCertificate unusable) {
            throw new IllegalArgumentException(
                    settings.keyFile() + ": " + unusable.problems().get(0).what(), unusable);
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException(settings.keyFile() + ": " + unusable.getMessage(), unusable);
        }
    }

    private static String names(Set<JWSAlgorithm> algorithms) {
        return algorithms.stream().map(JWSAlgorithm::getName).sorted().collect(Collectors.joining(", "));
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
