package dev.postern.demo.issuer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What somebody asks of the token endpoint.
 *
 * @param grantType how the right to a token is shown; empty where it was left out
 * @param username whose token; empty where it was left out
 */
record TokenRequest(String grantType, String username) {
    /** RFC 6749 §4.5: a grant of one's own is named by a URI. This one asks for no secret: it is a demo. */
    static final String DEMO_GRANT = "urn:postern:demo";

    /**
     * Reads a form. RFC 6749 §3.2: a parameter must not be there twice.
     *
     * @throws IllegalArgumentException for a broken escape or a parameter that comes twice
     */
    static TokenRequest read(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("a parameter comes twice");
            }
        }
        return new TokenRequest(parameters.getOrDefault("grant_type", ""), parameters.getOrDefault("username", ""));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
