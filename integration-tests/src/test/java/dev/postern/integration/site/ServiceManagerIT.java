package dev.postern.integration.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern serve} as a service: what its manager hears, and which secrets the manager hands over. */
@Timeout(90)
class ServiceManagerIT {
    private static final int KNOWS_DATAGRAMS = 22;
    private static final String RECEIVER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print("bound", flush=True)
            while True:
                print(s.recv(4096).decode().replace("\\n", "|"), flush=True)
            """;

    private final Path folder;
    private final Path log;

    ServiceManagerIT(@TempDir Path folder) {
        this.folder = folder;
        this.log = folder.resolve("log");
    }

    /** Secrets come as credentials, in the modes of systemd; nobody is behind, so nobody is asked. */
    private ProcessBuilder serve() throws Exception {
        TestCertificates certificates = TestCertificates.in(folder);
        Path key = certificates.keyFile(KeyKind.ECDSA);
        Path credentials = Files.createDirectory(folder.resolve("credentials"));
        Path secret = Files.writeString(credentials.resolve("master-password"), "of-no-use\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(
                Files.move(key, credentials.resolve("tls-key")), PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("r-x------"));
        Path file = Files.writeString(
                folder.resolve("postern.yaml"), """
                listeners:
                  - { name: imap, address: 127.0.0.1, port: 0, protocol: imap }
                  - { name: submission, address: 127.0.0.1, port: 0, protocol: smtp }
                certificates:
                  - { chain: %s, key-credential: tls-key }
                issuers:
                  - issuer: http://127.0.0.1:9/
                    audience: mail
                    mailbox: "{preferred_username}"
                backends:
                  - name: legacy
                    master: { user: postern, password-credential: master-password }
                    imap: { host: 127.0.0.1, port: 9, tls: none, forward-address: id }
                    smtp: { host: 127.0.0.1, port: 9, tls: none, forward-address: xclient }
                limits: { connections: 1000000 }
                control: { socket: %s }
                """.formatted(certificates.chainFile(KeyKind.ECDSA), control()));
        ProcessBuilder serve = CommandRun.command("serve", "--config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        serve.environment().put("CREDENTIALS_DIRECTORY", credentials.toString());
        return serve;
    }

    private Path control() {
        return folder.resolve("control.sock");
    }

    private void awaitLine(String part) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (Files.exists(log) && Files.readString(log).contains(part)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no line with " + part + " in: " + Files.readString(log));
    }

    @Test
    void the_manager_hears_of_the_start_of_life_and_of_the_end() throws Exception {
        assumeTrue(Runtime.version().feature() >= KNOWS_DATAGRAMS, "this takes Java 22 or newer");
        String place = folder.resolve("notify").toString();
        Process receiver = new ProcessBuilder("python3", "-c", RECEIVER, place)
                .redirectErrorStream(true)
                .start();
        Process postern = null;
        try (BufferedReader told = receiver.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.readLine()).isEqualTo("bound");
            ProcessBuilder serve = serve();
            serve.environment().put("NOTIFY_SOCKET", place);
            serve.environment().put("WATCHDOG_USEC", "900000");
            postern = serve.start();

            assertThat(told.readLine()).startsWith("READY=1");
            assertThat(Files.readString(log))
                    .as("ready means that all ports listen")
                    .contains("listener=imap", "listener=submission");
            assertThat(told.readLine()).isEqualTo("WATCHDOG=1");
            assertThat(told.readLine()).isEqualTo("WATCHDOG=1");

            CommandRun.Outcome reload =
                    new CommandRun(folder).run("reload", "--socket", control().toString());
            assertThat(reload.exit()).as(reload.err()).isZero();
            assertThat(beyondSignsOfLife(told)).startsWith("RELOADING=1|MONOTONIC_USEC=");
            assertThat(beyondSignsOfLife(told)).startsWith("READY=1");

            postern.destroy();
            assertThat(beyondSignsOfLife(told)).startsWith("STOPPING=1");
            assertThat(postern.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            receiver.destroyForcibly();
            if (postern != null) {
                postern.destroyForcibly();
            }
        }
    }

    private static String beyondSignsOfLife(BufferedReader told) throws IOException {
        String line = told.readLine();
        while ("WATCHDOG=1".equals(line)) {
            line = told.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void an_older_java_serves_and_says_what_it_cannot_do() throws Exception {
        assumeTrue(Runtime.version().feature() < KNOWS_DATAGRAMS, "this Java can tell systemd");
        ProcessBuilder serve = serve();
        serve.environment().put("NOTIFY_SOCKET", folder.resolve("nobody").toString());
        Process postern = serve.start();
        try {
            awaitLine("listener=submission");
            assertThat(Files.readString(log)).contains("systemd not told", "Type=exec");
        } finally {
            postern.destroyForcibly();
        }
    }

    @Test
    void limits_beyond_the_systems_are_told_at_the_start() throws Exception {
        Process postern = serve().start();
        try {
            awaitLine("listener=submission");
            assertThat(Files.readString(log))
                    .contains("fewer descriptors than limits.connections may need")
                    .contains("LimitNOFILE=2000200");
        } finally {
            postern.destroyForcibly();
        }
    }
}
