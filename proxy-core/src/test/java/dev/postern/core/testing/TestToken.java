package dev.postern.core.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token in the making: good unless told otherwise. */
public final class TestToken {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private TestKey key;
    private @Nullable String rawHeader;
    private @Nullable String rawClaims;

    TestToken(TestKey key, String issuer, Instant now) {
        this.key = key;
        header.put("alg", key.algorithm());
        header.put("typ", "JWT");
        header.put("kid", key.id());
        claims.put("iss", issuer);
        claims.put("sub", "0f1e2d3c-ada");
        claims.put("aud", List.of("mail", "account"));
        claims.put("azp", "thunderbird");
        claims.put("typ", "Bearer");
        claims.put("jti", Long.toString(System.nanoTime()));
        claims.put("sid", "session-of-ada");
        claims.put("scope", "openid email mail");
        claims.put("email", "ada@example.org");
        claims.put("email_verified", true);
        claims.put("preferred_username", "ada@example.org");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(5)).getEpochSecond());
    }

    /** This user instead of Ada. */
    public TestToken user(String mailbox) {
        claims.put("sub", "subject-of-" + mailbox);
        claims.put("sid", "session-of-" + mailbox);
        claims.put("email", mailbox);
        claims.put("preferred_username", mailbox);
        return this;
    }

    public TestToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public TestToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    public TestToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public TestToken withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    public TestToken expires(Instant when) {
        return claim("exp", when.getEpochSecond());
    }

    public TestToken issuedAt(Instant when) {
        return claim("iat", when.getEpochSecond());
    }

    /** Signs with another key; the header's {@code alg} and {@code kid} follow. */
    public TestToken signedBy(TestKey other) {
        key = other;
        header.put("alg", other.algorithm());
        header.put("kid", other.id());
        return this;
    }

    /** Signs with another key that the header does not admit to. */
    public TestToken forgedBy(TestKey other) {
        key = other;
        return this;
    }

    /** This text instead of the header's JSON. */
    public TestToken rawHeader(String json) {
        rawHeader = json;
        return this;
    }

    /** This text instead of the claims' JSON. */
    public TestToken rawClaims(String json) {
        rawClaims = json;
        return this;
    }

    /** The claims as they stand. */
    public Map<String, Object> claims() {
        return claims;
    }

    /** RFC 7515 §7.1. */
    public String build() {
        String input = signingInput();
        return input + '.' + base64(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** With a signature of the test's making, such as an HMAC or none. */
    public String buildWith(byte[] signature) {
        return signingInput() + '.' + base64(signature);
    }

    /** What a signature covers. */
    public String signingInput() {
        String head = rawHeader == null ? JSONObjectUtils.toJSONString(header) : rawHeader;
        String body = rawClaims == null ? JSONObjectUtils.toJSONString(claims) : rawClaims;
        return base64(head.getBytes(StandardCharsets.UTF_8)) + '.' + base64(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
