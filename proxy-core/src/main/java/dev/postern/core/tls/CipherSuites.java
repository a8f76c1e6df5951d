package dev.postern.core.tls;

import java.util.List;
import java.util.stream.Stream;

/**
 * The cipher suites that Postern agrees to, best first: forward secret and authenticated encryption only (RFC 9325
 * §4.2).
 *
 * <p>AES-128 stands first: it is as safe in practice as AES-256 and costs a fifth less. ChaCha20 stands last, because
 * Java on a processor with AES instructions is several times slower with it. ECDSA stands before RSA: its signatures
 * cost a server a tenth.
 */
final class CipherSuites {
    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    private static final List<String> ECDHE = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final List<String> DHE =
            List.of("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");

    /** For clients. Finite-field Diffie-Hellman is left out: it makes a server's handshake dear (CVE-2002-20001). */
    static final List<String> SERVED =
            Stream.of(TLS_1_3, ECDHE).flatMap(List::stream).toList();

    /** For backends: a server on OpenSSL 1.0 may be configured for finite-field Diffie-Hellman alone. */
    static final List<String> ASKED_OF_BACKENDS =
            Stream.of(TLS_1_3, ECDHE, DHE).flatMap(List::stream).toList();

    private CipherSuites() {}
}
