package dev.postern.core.token.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The algorithms that a token may be signed with: asymmetric ones only, so neither {@code none} nor HMAC. RFC 7518 §3.1, RFC 8037 §3.1. */
public enum SignatureAlgorithm {
    RS256("RS256"),
    RS384("RS384"),
    RS512("RS512"),
    PS256("PS256"),
    PS384("PS384"),
    PS512("PS512"),
    ES256("ES256"),
    ES384("ES384"),
    ES512("ES512"),
    EDDSA("EdDSA");

    /** Every one of them. */
    public static final Set<SignatureAlgorithm> ALL =
            Collections.unmodifiableSet(EnumSet.allOf(SignatureAlgorithm.class));

    private final String text;

    // Nimbus' header is immutable, but does not say so in a way that the compiler's check could read.
    @SuppressWarnings("ImmutableEnumChecker")
    private final JWSHeader header;

    SignatureAlgorithm(String text) {
        this.text = text;
        this.header = new JWSHeader(JWSAlgorithm.parse(text));
    }

    /** By its name in {@code alg}, to the letter. */
    public static Optional<SignatureAlgorithm> named(String alg) {
        // RFC 9864 §2.2: the same signature under its fully specified name.
        if (alg.equals("Ed25519")) {
            return Optional.of(EDDSA);
        }
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.text.equals(alg)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** As in {@code alg}. */
    public String text() {
        return text;
    }

    JWSHeader header() {
        return header;
    }
}
