package dev.postern.cli.rehearsal;

import dev.postern.core.token.jwt.KeySource;
import dev.postern.core.token.verification.IssuerSettings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Issues tokens as most providers do, signed with RS256 (RFC 7518 §3.3), by a key that nobody else has. */
final class RehearsedIssuer implements KeySource {
    private static final String ISSUER = "https://rehearsal.invalid";
    private static final String AUDIENCE = "rehearsal";
    private static final String KEY_ID = "rehearsal";
    private static final int KEY_BITS = 2048;
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;
    private long issued;

    RehearsedIssuer() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        keys = generator.generateKeyPair();
    }

    static IssuerSettings settings() {
        return IssuerSettings.jwt(ISSUER, AUDIENCE, "{sub}");
    }

    @Override
    public CompletableFuture<Map<String, Object>> fetch() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        Map<String, Object> jwk = Map.of(
                "kty",
                "RSA",
                "kid",
                KEY_ID,
                "use",
                "sig",
                "alg",
                "RS256",
                "n",
                number(key.getModulus()),
                "e",
                number(key.getPublicExponent()));
        return CompletableFuture.completedFuture(Map.of("keys", List.of(jwk)));
    }

    @Override
    public void forget() {
        // There is one key, for ever.
    }

    @Override
    public boolean rehearsal() {
        return true;
    }

    /** RFC 7518 §6.3.1: without a leading zero octet. */
    private static String number(BigInteger number) {
        byte[] octets = number.toByteArray();
        int start = octets[0] == 0 && octets.length > 1 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(octets, start, octets.length));
    }

    /** One that was never seen before. */
    String token(String mailbox) throws GeneralSecurityException {
        issued++;
        Instant now = Instant.now();
        String input = part("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY_ID + "\"}")
                + '.'
                + part("{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + mailbox
                        + "\",\"client_id\":\"rehearsal\",\"jti\":\"" + issued
                        + "\",\"iat\":" + now.getEpochSecond()
                        + ",\"exp\":" + now.plus(LIFETIME).getEpochSecond() + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + '.' + BASE64.encodeToString(signature.sign());
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }
}
