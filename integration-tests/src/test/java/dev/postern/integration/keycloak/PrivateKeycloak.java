package dev.postern.integration.keycloak;

import dev.postern.integration.backend.Daemon;
import dev.postern.integration.backend.OwnFolder;
import dev.postern.integration.backend.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Keycloak of the tests' own, with the shipped realm and the users ada and bob; its data outlives {@link #stop}. One
 * serves all test classes of a run, since it takes half a minute to start.
 */
final class PrivateKeycloak {
    static final List<String> USERS = List.of("ada", "bob");
    static final String ADMINISTRATOR = "administrator";
    /** Half a minute; several, where it compiles itself first and the machine is busy. */
    private static final Duration TO_START = Duration.ofMinutes(5);

    private static final Duration TO_STOP = Duration.ofSeconds(20);

    private final OwnFolder home = OwnFolder.named("keycloak");
    private final int port = Daemon.freePort();
    private final Requests requests = new Requests();
    private final KeycloakAdmin admin;
    private @Nullable Process process;

    private PrivateKeycloak(Path distribution) throws IOException {
        // Its own folder, but the code in place: what it compiles for itself there serves the next run as well.
        Files.createDirectories(home.resolve("bin"));
        Files.copy(distribution.resolve("bin/kc.sh"), home.resolve("bin/kc.sh"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(home.resolve("lib"), distribution.resolve("lib"));
        for (String folder : List.of("conf", "providers", "themes", "data/import")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("data/import/" + TestRealm.NAME + "-realm.json"), TestRealm.json(USERS));
        admin = new KeycloakAdmin(requests, base());
    }

    private static final class Shared {
        static final PrivateKeycloak ONE = started();

        private static PrivateKeycloak started() {
            try {
                PrivateKeycloak keycloak = new PrivateKeycloak(distribution());
                Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
                keycloak.begin();
                return keycloak;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** The running one; starts it, or skips the test, loudly, where the build has not unpacked one. */
    static PrivateKeycloak shared() {
        boolean able = Files.isExecutable(distribution().resolve("bin/kc.sh"));
        if (!able) {
            System.err.println("SKIPPED: there is no Keycloak in " + distribution());
        }
        Assumptions.assumeTrue(able, "no Keycloak");
        return Shared.ONE;
    }

    private static Path distribution() {
        return Path.of(System.getProperty("postern.keycloak", "target/keycloak"))
                .toAbsolutePath();
    }

    /** Starts again after {@link #stop}, on the same port with the same keys, users and sessions. */
    void begin() {
        Path log = home.resolve("keycloak.log");
        try {
            ProcessBuilder command = new ProcessBuilder(
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--db=dev-file",
                            "--cache=local",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--hostname=" + base())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            Map<String, String> environment = command.environment();
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
            environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", TestRealm.password(ADMINISTRATOR));
            Process started = command.start();
            process = started;
            awaitAnswer(started, log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitAnswer(Process started, Path log) throws IOException {
        long end = System.nanoTime() + TO_START.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                stop();
                throw new AssertionError("Keycloak does not answer: " + Files.readString(log));
            }
            Waiting.pause();
        }
    }

    private boolean answers() {
        try {
            return requests.send(HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration")))
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Ends the process and what it started, and only these. */
    void stop() {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(TO_STOP.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                one.destroyForcibly();
            } catch (ExecutionException | TimeoutException stubborn) {
                one.destroyForcibly();
            }
        }
    }

    private void close() {
        stop();
        home.close();
    }

    private String base() {
        return "http://127.0.0.1:" + port;
    }

    String issuer() {
        return base() + "/realms/" + TestRealm.NAME;
    }

    KeycloakAdmin admin() {
        return admin;
    }

    MailProgram program(String client) {
        return new MailProgram(requests, issuer(), client, client.equals("webmail") ? admin.secret(client) : "");
    }
}
