package dev.postern.core.token.jwt;

import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.JsonReader;
import dev.postern.core.token.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A JWT cut into its parts, RFC 7515 §7.1; nothing in it is verified yet. Total: text gives a value or {@link MalformedToken}. */
public final class SignedToken {
    private final String signingInput;
    private final String signature;
    private final Claims header;
    private final Claims claims;

    private SignedToken(String signingInput, String signature, Claims header, Claims claims) {
        this.signingInput = signingInput;
        this.signature = signature;
        this.header = header;
        this.claims = claims;
    }

    /** Whether it has the outer form of a JWT; everything else is a reference that only its issuer understands. */
    public static boolean isIn(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        // Base64url of '{"': every JOSE header begins so, unless it has white space in front.
        return first > 0 && second > first && token.indexOf('.', second + 1) < 0 && token.startsWith("ey");
    }

    public static SignedToken parse(String token) throws MalformedToken {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new MalformedToken("not three parts");
        }
        String signature = token.substring(second + 1);
        octets(signature);
        Claims header = object("header", token.substring(0, first));
        // Any other type would be no name at all, and every key would be tried.
        if (header.has("kid") && header.textOrEmpty("kid").isEmpty()) {
            throw new MalformedToken("header: kid is not a string");
        }
        Claims claims = object("claims", token.substring(first + 1, second));
        return new SignedToken(token.substring(0, second), signature, header, claims);
    }

    private static Claims object(String part, String base64) throws MalformedToken {
        try {
            Map<String, Object> members = JsonReader.object(octets(base64));
            return new Claims(members);
        } catch (MalformedJson malformed) {
            throw new MalformedToken(part + ": " + malformed.getMessage());
        }
    }

    /** RFC 7515 §2: without padding. */
    private static byte[] octets(String base64) throws MalformedToken {
        if (base64.indexOf('=') >= 0) {
            throw new MalformedToken("padded base64");
        }
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedToken("not base64url");
        }
    }

    public Claims header() {
        return header;
    }

    public Claims claims() {
        return claims;
    }

    /** {@code alg}, where it is one that we know. */
    public Optional<SignatureAlgorithm> algorithm() {
        return SignatureAlgorithm.named(header.textOrEmpty("alg"));
    }

    /** {@code kid}, empty where there is none. */
    String keyId() {
        return header.textOrEmpty("kid");
    }

    /**
     * What the token is known by when it comes again: what is signed, without the signature. That can be written in other
     * ways that are as good: base64 has spare bits at its end (RFC 4648 §3.5), and ECDSA has two signatures for each.
     */
    public Fingerprint fingerprint() {
        return Fingerprint.of(signingInput);
    }

    byte[] signingInput() {
        return signingInput.getBytes(StandardCharsets.US_ASCII);
    }

    /** Base64url. */
    String signature() {
        return signature;
    }

    @Override
    public String toString() {
        return "SignedToken[" + (signingInput.length() + 1 + signature.length()) + " characters]";
    }
}
