package dev.postern.core.token.introspection;

import dev.postern.core.token.jwt.SignatureAlgorithm;
import dev.postern.core.token.provider.ClientCertificate;
import java.nio.file.Path;

/** How we prove to a provider who asks about a token; names as registered by RFC 7591 §2 and RFC 8705 §2. */
public sealed interface ClientAuthentication {
    String clientId();

    /** {@code client_secret_basic}: RFC 6749 §2.3.1, in the header. */
    record SecretBasic(String clientId, ClientSecret secret) implements ClientAuthentication {}

    /** {@code client_secret_post}: RFC 6749 §2.3.1, in the form. */
    record SecretPost(String clientId, ClientSecret secret) implements ClientAuthentication {}

    /**
     * {@code private_key_jwt}: RFC 7523 §2.2.
     *
     * @param keyFile PEM, not encrypted
     * @param keyId {@code kid} to name; empty for none
     * @param algorithm that fits the key
     */
    record PrivateKeyJwt(String clientId, Path keyFile, String keyId, SignatureAlgorithm algorithm)
            implements ClientAuthentication {
        /** {@link IllegalArgumentException} where the key cannot be used, or not with this algorithm. */
        public void requireUsable() {
            ClientAssertion.check(this);
        }
    }

    /** {@code tls_client_auth} and {@code self_signed_tls_client_auth}: RFC 8705 §2. */
    record MutualTls(String clientId, ClientCertificate certificate) implements ClientAuthentication {}
}
