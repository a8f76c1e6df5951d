package dev.postern.integration.keycloak;

import com.nimbusds.jwt.SignedJWT;
import dev.postern.integration.backend.Waiting;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An OAuth client at Keycloak as a mail program is one: it gets tokens, and can give them back. */
final class MailProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Requests requests;
    private final String openid;
    private final String client;
    private final String secret;

    /** What a grant brought. */
    record Tokens(String access, String refresh) {
        String header(String name) {
            try {
                return String.valueOf(
                        SignedJWT.parse(access).getHeader().toJSONObject().get(name));
            } catch (ParseException malformed) {
                throw new AssertionError(malformed);
            }
        }

        String claim(String name) {
            try {
                return String.valueOf(SignedJWT.parse(access).getJWTClaimsSet().getClaim(name));
            } catch (ParseException malformed) {
                throw new AssertionError(malformed);
            }
        }
    }

    MailProgram(Requests requests, String issuer, String client, String secret) {
        this.requests = requests;
        this.openid = issuer + "/protocol/openid-connect";
        this.client = client;
        this.secret = secret;
    }

    /** RFC 6749 §4.3; the shipped realm does not allow it. */
    Tokens password(String user) {
        return password(user, "openid");
    }

    Tokens password(String user, String scope) {
        return tokens(Requests.good(token(Map.of(
                "grant_type", "password", "username", user, "password", TestRealm.password(user), "scope", scope))));
    }

    /** RFC 8628 §3.1 to §3.5: the user types the code into a browser elsewhere, while this program polls. */
    Tokens device(String user) throws Exception {
        Map<String, Object> code = Requests.object(
                Requests.good(requests.post(URI.create(openid + "/auth/device"), form(Map.of("scope", "openid")))));
        Map<String, String> poll = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                String.valueOf(code.get("device_code")));
        HttpResponse<String> answer = token(poll);
        if (!answer.body().contains("authorization_pending")) {
            throw new AssertionError(answer.body());
        }
        new Browser(requests).approve(URI.create(String.valueOf(code.get("verification_uri_complete"))), user);
        Duration interval = Duration.ofSeconds(Long.parseLong(String.valueOf(code.get("interval"))));
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            Waiting.pause(interval.plusMillis(300));
            answer = token(poll);
        } while (answer.statusCode() != 200 && System.nanoTime() < end);
        return tokens(Requests.good(answer));
    }

    /** RFC 7009 §2.1. */
    void revoke(String token) {
        Requests.good(requests.post(URI.create(openid + "/revoke"), form(Map.of("token", token))));
    }

    /** The user says so in the program: OpenID Connect RP-Initiated Logout, as Keycloak takes it without a browser. */
    void logOut(Tokens tokens) {
        Requests.good(requests.post(URI.create(openid + "/logout"), form(Map.of("refresh_token", tokens.refresh()))));
    }

    private HttpResponse<String> token(Map<String, String> grant) {
        return requests.post(URI.create(openid + "/token"), form(grant));
    }

    private Map<String, String> form(Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("client_id", client);
        if (!secret.isEmpty()) {
            form.put("client_secret", secret);
        }
        return form;
    }

    private static Tokens tokens(String json) {
        Map<String, Object> answer = Requests.object(json);
        return new Tokens(String.valueOf(answer.get("access_token")), String.valueOf(answer.get("refresh_token")));
    }
}
