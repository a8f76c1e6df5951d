package dev.postern.core.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An identity provider on loopback: discovery, keys, introspection, and every way in which a provider fails.
 *
 * <p>Signs with RS256, PS256, ES256 and EdDSA; {@link #token()} uses ES256. Shared by all threads.
 */
public final class TestIssuer implements AutoCloseable {
    /** How the provider answers. */
    public enum Mood {
        WELL,
        /** 503 to everything. */
        DOWN,
        /** Headers at once, then a byte a second. */
        SLOW,
        /** Endless JSON. */
        HUGE,
        /** 302 to an address that works. */
        REDIRECTING,
        /** 200 with a page for people. */
        NOT_JSON,
        /** A discovery document of someone else. */
        OTHER_ISSUER
    }

    private static final TestKey FIRST_RSA = TestKey.generate("rsa-1", "RS256");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Clock clock;
    private final List<TestKey> keys = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Object>> known = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final List<IntrospectionCall> introspectionCalls = new CopyOnWriteArrayList<>();
    private final AtomicInteger discoveryFetches = new AtomicInteger();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final AtomicInteger generation = new AtomicInteger(1);
    private volatile Mood mood = Mood.WELL;
    private volatile Duration delay = Duration.ZERO;

    /** What a resource server sent to ask about a token: its Authorization header, and its form. */
    public record IntrospectionCall(String authorization, String form) {}

    private TestIssuer(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
        keys.add(TestKey.generate("ec-1", "ES256"));
        keys.add(FIRST_RSA);
        keys.add(new TestKey("pss-1", "PS256", FIRST_RSA.pair()));
        keys.add(TestKey.generate("ed-1", "EdDSA"));
    }

    public static TestIssuer start() {
        return start(Clock.systemUTC());
    }

    /** With a clock of the test's own, for {@code iat} and {@code exp} of the tokens. */
    public static TestIssuer start(Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            TestIssuer issuer = new TestIssuer(server, clock);
            server.setExecutor(issuer.threads);
            server.createContext("/realms/test/.well-known/openid-configuration", issuer::discovery);
            server.createContext("/realms/test/keys", issuer::jwks);
            server.createContext("/realms/test/introspect", issuer::introspection);
            server.createContext("/elsewhere", issuer::jwks);
            server.start();
            return issuer;
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    public String issuer() {
        return address("/realms/test").toString();
    }

    public URI jwksUri() {
        return address("/realms/test/keys");
    }

    public URI introspectionEndpoint() {
        return address("/realms/test/introspect");
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** A good token for {@code ada@example.org}, audience {@code mail}, signed with ES256. */
    public TestToken token() {
        return token("ES256");
    }

    /** The same, signed with the newest key for this algorithm. */
    public TestToken token(String algorithm) {
        return new TestToken(key(algorithm), issuer(), clock.instant());
    }

    /** A logout token for Ada's session, to the client {@code thunderbird}, as Keycloak writes it. */
    public TestToken logoutToken() {
        return token("RS256")
                .header("typ", "logout+jwt")
                .without("typ")
                .without("azp")
                .without("scope")
                .without("email")
                .without("email_verified")
                .without("preferred_username")
                .claim("aud", "thunderbird")
                .claim("jti", "logout-" + generation.incrementAndGet())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    /** The newest key for this algorithm. */
    public TestKey key(String algorithm) {
        TestKey newest = null;
        for (TestKey key : keys) {
            if (key.algorithm().equals(algorithm)) {
                newest = key;
            }
        }
        return Objects.requireNonNull(newest, algorithm);
    }

    /** A reference token that only introspection understands; good for the claims of {@link #token()}. */
    public String opaqueToken(Map<String, Object> claims) {
        String token = "opaque-" + generation.incrementAndGet();
        remember(token, claims);
        return token;
    }

    /** Has introspection call this token active, with these claims. */
    public void remember(String token, Map<String, Object> claims) {
        Map<String, Object> answer = new LinkedHashMap<>(claims);
        answer.put("active", true);
        known.put(token, answer);
    }

    /** Has introspection call this token inactive from now on. */
    public void revoke(String token) {
        revoked.add(token);
    }

    /** A new ES256 key beside the old ones, as Keycloak rotates. */
    public void rotate() {
        keys.add(TestKey.generate("ec-" + generation.incrementAndGet(), "ES256"));
    }

    /** New key material under the old name. */
    public void rotateKeepingKid() {
        TestKey old = key("ES256");
        keys.remove(old);
        keys.add(TestKey.generate(old.id(), "ES256"));
    }

    /** Publishes no ES256 key but the newest. */
    public void removeOldKeys() {
        TestKey newest = key("ES256");
        keys.removeIf(key -> key.algorithm().equals("ES256") && !key.equals(newest));
    }

    /** Publishes this key, too. */
    public void add(TestKey key) {
        keys.add(key);
    }

    public void become(Mood next) {
        mood = next;
    }

    /** Every answer is this late. */
    public void delay(Duration lateness) {
        delay = lateness;
    }

    public int discoveryFetches() {
        return discoveryFetches.get();
    }

    public int keyFetches() {
        return keyFetches.get();
    }

    public List<IntrospectionCall> introspectionCalls() {
        return introspectionCalls;
    }

    private void discovery(HttpExchange exchange) throws IOException {
        discoveryFetches.incrementAndGet();
        String shown = mood == Mood.OTHER_ISSUER ? issuer() + "/" : issuer();
        answer(
                exchange,
                JSONObjectUtils.toJSONString(Map.of(
                        "issuer", shown,
                        "jwks_uri", jwksUri().toString(),
                        "introspection_endpoint", introspectionEndpoint().toString())));
    }

    private void jwks(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        List<Map<String, Object>> published = keys.stream().map(TestKey::jwk).toList();
        answer(exchange, JSONObjectUtils.toJSONString(Map.of("keys", published)));
    }

    private void introspection(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        introspectionCalls.add(new IntrospectionCall(authorization == null ? "" : authorization, form));
        String token = TestResponses.formValue(form, "token");
        boolean active = known.containsKey(token) && !revoked.contains(token);
        answer(exchange, JSONObjectUtils.toJSONString(active ? known.get(token) : Map.of("active", false)));
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        TestResponses.pause(delay);
        switch (mood) {
            case WELL, OTHER_ISSUER -> TestResponses.json(exchange, json);
            case DOWN -> TestResponses.status(exchange, 503);
            case SLOW -> TestResponses.trickle(exchange);
            case HUGE -> TestResponses.endless(exchange);
            case REDIRECTING -> TestResponses.redirect(exchange, address("/elsewhere"));
            case NOT_JSON -> TestResponses.json(exchange, "<html>Welcome</html>");
        }
    }
}
