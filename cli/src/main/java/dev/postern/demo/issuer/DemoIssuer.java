package dev.postern.demo.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenID issuer on loopback: discovery document, keys, and a token endpoint that gives whoever asks a token. */
public final class DemoIssuer implements AutoCloseable {
    /** The audience of its tokens: {@code aud}. */
    public static final String AUDIENCE = "mail";

    /** How long its tokens last. */
    public static final Duration LIFETIME = Duration.ofHours(8);

    static final String CLIENT = "postern-demo";
    private static final int THREADS = 4;
    private static final int BACKLOG = 16;
    private static final int LONGEST_FORM = 4096;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Set<String> mailboxes;
    private final TokenMint mint;

    private DemoIssuer(HttpServer server, ExecutorService threads, Set<String> mailboxes, Clock clock) {
        this.server = server;
        this.threads = threads;
        this.mailboxes = Set.copyOf(mailboxes);
        this.mint = new TokenMint(url(server), clock);
    }

    /**
     * Starts it on loopback.
     *
     * @param port TCP port, 0 for any free one
     * @param mailboxes who may have tokens
     * @throws java.net.BindException if the port is taken
     */
    public static DemoIssuer start(int port, Set<String> mailboxes, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, DemoIssuer::thread);
        DemoIssuer issuer = new DemoIssuer(server, threads, mailboxes, clock);
        server.setExecutor(threads);
        server.createContext("/", issuer::answer);
        server.start();
        return issuer;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "demo-issuer");
        thread.setDaemon(true);
        return thread;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Its name: what tokens carry as {@code iss}. */
    public String url() {
        return url(server);
    }

    public String tokenEndpoint() {
        return url() + "/token";
    }

    /** A token of a mailbox; a negative lifetime gives one that ended that long ago. */
    public String token(String mailbox, SigningAlgorithm algorithm, Duration lifetime) {
        return mint.token(mailbox, algorithm, lifetime);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            // RFC 6749 §5.1: a token is not for a cache.
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath()) {
            case "GET /.well-known/openid-configuration" -> Reply.json(200, discovery());
            case "GET /jwks" -> new Reply(200, "application/jwk-set+json", mint.publicKeys());
            case "POST /token" -> grant(exchange);
            default -> Reply.error(404, "not_found", "try /.well-known/openid-configuration");
        };
    }

    /** OpenID Connect Discovery 1.0 §3. */
    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", url(),
                "jwks_uri", url() + "/jwks",
                "token_endpoint", tokenEndpoint(),
                "grant_types_supported", List.of(TokenRequest.DEMO_GRANT),
                "token_endpoint_auth_methods_supported", List.of("none"),
                "response_types_supported", List.of("token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("ES256", "RS256"));
    }

    private Reply grant(HttpExchange exchange) throws IOException {
        byte[] form = exchange.getRequestBody().readNBytes(LONGEST_FORM + 1);
        if (form.length > LONGEST_FORM) {
            return Reply.error(413, "invalid_request", "the form is too long");
        }
        TokenRequest request;
        try {
            request = TokenRequest.read(new String(form, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Reply.error(400, "invalid_request", "the form is malformed");
        }
        return grant(request, wantsText(exchange));
    }

    /** RFC 6749 §5.2 has the words for a refusal. */
    private Reply grant(TokenRequest request, boolean text) {
        if (!request.grantType().equals(TokenRequest.DEMO_GRANT)) {
            return Reply.error(400, "unsupported_grant_type", "grant_type must be " + TokenRequest.DEMO_GRANT);
        }
        if (!mailboxes.contains(request.username())) {
            return Reply.error(400, "invalid_grant", "no such user");
        }
        String token = token(request.username(), SigningAlgorithm.ES256, LIFETIME);
        return text
                ? new Reply(200, "text/plain", token)
                : Reply.json(
                        200, Map.of("access_token", token, "token_type", "Bearer", "expires_in", LIFETIME.toSeconds()));
    }

    /** A shell likes the token alone better than JSON around it. */
    private static boolean wantsText(HttpExchange exchange) {
        return "text/plain".equals(exchange.getRequestHeaders().getFirst("Accept"));
    }

    private record Reply(int status, String type, String body) {
        static Reply json(int status, Map<String, Object> members) {
            return new Reply(status, "application/json", JSONObjectUtils.toJSONString(members));
        }

        static Reply error(int status, String error, String description) {
            return json(status, Map.of("error", error, "error_description", description));
        }
    }
}
