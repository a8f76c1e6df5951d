package dev.postern.bench.peer;

import com.sun.net.httpserver.HttpServer;
import dev.postern.bench.load.Credentials;
import dev.postern.bench.peer.ServerKeys.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** An identity provider on loopback: a discovery document, one key, and tokens signed with it (RS256, 2,048 bits). */
public final class Issuer implements AutoCloseable {
    private static final String KEY_ID = "bench";
    private static final int KEY_BITS = 2048;
    private static final int LIFETIME_SECONDS = 8 * 3600;

    private final HttpServer server;
    private final KeyPair keys;

    private Issuer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    /** Starts it on a port that the system chooses. */
    public static Issuer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        Issuer issuer = new Issuer(server, newKeys());
        issuer.serve("/.well-known/openid-configuration", """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys"}""".formatted(issuer.url()));
        issuer.serve("/keys", issuer.published());
        server.start();
        return issuer;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has RSA", impossible);
        }
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    /** RFC 7518 §6.3.1. */
    private String published() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys":[{"kty":"RSA","kid":"%s","use":"sig","alg":"RS256","n":"%s","e":"%s"}]}""".formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent()));
    }

    private static String number(BigInteger number) {
        byte[] octets = number.toByteArray();
        int from = octets[0] == 0 ? 1 : 0;
        return base64(Arrays.copyOfRange(octets, from, octets.length));
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** One token for each of so many users. */
    public List<String> tokens(int users) {
        return IntStream.range(0, users)
                .mapToObj(user -> token(Credentials.name(user)))
                .toList();
    }

    private String token(String user) {
        long now = Instant.now().getEpochSecond();
        String header = """
                {"alg":"RS256","typ":"JWT","kid":"%s"}""".formatted(KEY_ID);
        String claims = """
                {"iss":"%s","aud":"mail","sub":"%s","preferred_username":"%s","scope":"mail","iat":%d,"exp":%d}""".formatted(url(), user, user, now, now + LIFETIME_SECONDS);
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java signs with RSA", impossible);
        }
    }

    /** As Dovecot looks for it: in a file named after client, algorithm and key. */
    void writeKeyFor(Path folder) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("default/RS256"));
        Files.writeString(
                directory.resolve(KEY_ID), Pem.of("PUBLIC KEY", keys.getPublic().getEncoded()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
