package dev.postern.integration.backend;

import dev.postern.core.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;

/** An nginx of the tests' own, with a certificate for {@code www.example.org}, and WebSockets behind it. */
public final class PrivateNginx implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/nginx";

    private final OwnFolder folder = OwnFolder.named("nginx");
    private final int https = Daemon.freePort();
    private final int httpsProxied = Daemon.freePort();
    private final int http = Daemon.freePort();
    private final int httpProxied = Daemon.freePort();
    private final EchoSocketServer sockets = new EchoSocketServer();

    private PrivateNginx(TestAuthority authority) throws IOException {
        Files.createDirectory(folder.resolve("files"));
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        Path chain = TestAuthority.write(
                folder.resolve("chain.pem"), authority.issue(keys, "www.example.org", "shop.example.org"));
        Path key = TestAuthority.write(folder.resolve("key.pem"), keys.getPrivate());
        Path ca = TestAuthority.write(folder.resolve("ca.pem"), authority.certificate());
        Map<String, Object> values = Map.of(
                "FOLDER", folder.path(),
                "HTTPS", https,
                "HTTPS_PROXIED", httpsProxied,
                "HTTP", http,
                "HTTP_PROXIED", httpProxied,
                "SOCKETS", sockets.port(),
                "CHAIN", chain,
                "KEY", key,
                "CA", ca);
        Daemon.render("nginx.conf", folder.resolve("nginx.conf"), values);
    }

    /** Starts one, or skips the test. Clients' certificates are asked for, and verified by the same authority. */
    public static PrivateNginx start(TestAuthority authority) {
        Daemon.require(PROGRAM);
        try {
            PrivateNginx nginx = new PrivateNginx(authority);
            Daemon.begin(nginx::begin, nginx::close);
            return nginx;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void begin() {
        Daemon.run(
                folder.resolve("start.log"),
                PROGRAM,
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-e",
                folder.resolve("error.log").toString());
        Daemon.awaitPort(https);
    }

    public int https() {
        return https;
    }

    /** Wants a PROXY header first. */
    public int httpsProxied() {
        return httpsProxied;
    }

    /** Without TLS. */
    public int http() {
        return http;
    }

    /** Without TLS; wants a PROXY header first. */
    public int httpProxied() {
        return httpProxied;
    }

    /** What it serves, and takes by PUT, under {@code /files/}. */
    public Path files() {
        return folder.resolve("files");
    }

    /** Waits until its access log says this. */
    public void awaitVisit(String text) {
        folder.awaitText("access.log", text);
    }

    Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        Daemon.stop(folder.resolve("nginx.pid"));
        sockets.close();
        folder.close();
    }
}
