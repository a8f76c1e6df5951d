package dev.postern.demo.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class DemoIssuerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ADA = "ada@example.org";

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private DemoIssuer issuer;

    @BeforeEach
    void start() throws IOException {
        issuer = DemoIssuer.start(0, Set.of(ADA), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void theDiscoveryDocumentNamesTheIssuerItsKeysAndItsTokenEndpoint() throws Exception {
        Map<String, Object> document = JSONObjectUtils.parse(get("/.well-known/openid-configuration"));

        assertThat(document)
                .containsEntry("issuer", issuer.url())
                .containsEntry("jwks_uri", issuer.url() + "/jwks")
                .containsEntry("token_endpoint", issuer.tokenEndpoint());
    }

    @Test
    void theKeySetHasOneKeyOfEachAlgorithmAndNothingPrivate() throws Exception {
        JWKSet keys = JWKSet.parse(get("/jwks"));

        assertThat(keys.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsSignedByAPublishedKeyAndSaysWhatRfc9068Wants(SigningAlgorithm algorithm) throws Exception {
        SignedJWT token = SignedJWT.parse(issuer.token(ADA, algorithm, Duration.ofHours(8)));
        JWK key = JWKSet.parse(get("/jwks")).getKeyByKeyId(token.getHeader().getKeyID());

        assertThat(token.verify(
                        switch (algorithm) {
                            case ES256 -> new ECDSAVerifier(key.toECKey());
                            case RS256 -> new RSASSAVerifier(key.toRSAKey());
                        }))
                .isTrue();
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(issuer.url());
        assertThat(claims.getAudience()).containsExactly("mail");
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo(ADA);
        assertThat(claims.getStringClaim("client_id")).isNotEmpty();
        assertThat(claims.getSubject()).isNotEmpty();
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(NOW));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plus(Duration.ofHours(8))));
    }

    @Test
    void aNegativeLifetimeGivesATokenThatHasEnded() throws Exception {
        SignedJWT token = SignedJWT.parse(issuer.token(ADA, SigningAlgorithm.ES256, Duration.ofHours(-1)));

        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(NOW.minus(Duration.ofHours(1))));
        assertThat(token.getJWTClaimsSet().getIssueTime()).isBefore(NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void theTokenEndpointGivesATokenThatNoCacheKeeps() throws Exception {
        HttpResponse<String> response = post("grant_type=urn%3Apostern%3Ademo&username=ada@example.org", "*/*");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        Map<String, Object> answer = JSONObjectUtils.parse(response.body());
        assertThat(answer).containsEntry("token_type", "Bearer").containsEntry("expires_in", 28800L);
        assertThat(SignedJWT.parse((String) answer.get("access_token"))).isNotNull();
    }

    @Test
    void aShellMayHaveTheTokenAlone() throws Exception {
        String token = post("grant_type=urn:postern:demo&username=ada@example.org", "text/plain")
                .body();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("preferred_username"))
                .isEqualTo(ADA);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&username=ada@example.org, 400, unsupported_grant_type",
        "username=ada@example.org, 400, unsupported_grant_type",
        "grant_type=urn:postern:demo&username=mallory@example.org, 400, invalid_grant",
        "grant_type=urn:postern:demo, 400, invalid_grant",
        "grant_type=urn:postern:demo&username=ada@example.org&username=x, 400, invalid_request",
        "grant_type=%zz, 400, invalid_request"
    })
    void theTokenEndpointRefusesInTheWordsOfRfc6749(String form, int status, String error) throws Exception {
        HttpResponse<String> response = post(form, "*/*");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSONObjectUtils.parse(response.body())).containsEntry("error", error);
    }

    @Test
    void aFormWithoutEndIsCutOff() throws Exception {
        assertThat(post("x".repeat(5000), "*/*").statusCode()).isEqualTo(413);
    }

    @Test
    void anythingElseIsNotFound() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(issuer.url() + "/token")))
                        .statusCode())
                .as("a token is posted for, never got: it would stay in logs")
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(issuer.url() + "/../etc/passwd")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTakenPortIsSaid() {
        int port = URI.create(issuer.url()).getPort();

        assertThatThrownBy(() -> DemoIssuer.start(port, Set.of(), Clock.systemUTC()))
                .isInstanceOf(BindException.class);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(issuer.url() + path)));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> post(String form, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(issuer.tokenEndpoint()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
