package dev.postern.core.token.introspection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What goes along with one question.
 *
 * @param authorization header; empty for none
 * @param form to add to the form, beginning with {@code &}; empty for nothing
 */
record ClientCredentials(String authorization, String form) {
    static ClientCredentials basic(String clientId, ClientSecret secret) {
        // RFC 6749 §2.3.1: both are form-encoded before they are joined.
        String pair = encoded(clientId) + ':' + encoded(secret.reveal());
        return new ClientCredentials(
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)), "");
    }

    static ClientCredentials post(String clientId, ClientSecret secret) {
        return new ClientCredentials(
                "", "&client_id=" + encoded(clientId) + "&client_secret=" + encoded(secret.reveal()));
    }

    /** RFC 7521 §4.2. */
    static ClientCredentials assertion(String clientId, String jwt) {
        return new ClientCredentials(
                "",
                "&client_id=" + encoded(clientId)
                        + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                        + "&client_assertion=" + encoded(jwt));
    }

    /** RFC 8705 §2: the certificate speaks in TLS. */
    static ClientCredentials certificate(String clientId) {
        return new ClientCredentials("", "&client_id=" + encoded(clientId));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientCredentials[redacted]";
    }
}
