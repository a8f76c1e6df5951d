package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator hears who asks for native TLS where it cannot be; in a process of its own, for nothing loads twice. */
@Timeout(60)
class NativeTlsTest {
    private final Path folder;

    NativeTlsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private record Answer(int code, String text) {}

    @BeforeEach
    void configure() throws IOException {
        TestCertificates certificates = TestCertificates.in(folder);
        Files.setPosixFilePermissions(
                certificates.keyFile(KeyKind.ECDSA), PosixFilePermissions.fromString("rw-------"));
        Path master = Files.writeString(folder.resolve("master"), "secret\n");
        Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("postern.yaml"), """
                        listeners: [{ name: imap, port: 8443, protocol: imap }]
                        certificates: [{ chain: %s, key: %s }]
                        tls: { provider: conscrypt }
                        issuers: [{ issuer: "https://idp.example.org", audience: mail }]
                        backends:
                          - name: b
                            master: { user: m, password-file: master }
                            imap: { host: 127.0.0.1, port: 143, tls: none }
                        """.formatted(
                        certificates.chainFile(KeyKind.ECDSA), certificates.keyFile(KeyKind.ECDSA)));
    }

    private Answer postern(String classPath, String property, String... command) throws Exception {
        List<String> line = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                property,
                                "-cp",
                                classPath,
                                Postern.class.getName()),
                        Stream.of(command))
                .toList();
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(50, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private String file() {
        return folder.resolve("postern.yaml").toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    @Test
    void anotherProcessorIsToldInALine() throws Exception {
        Answer answer = postern(classPath(), "-Dos.arch=riscv64", "config", "check", "--file", file());
        assertThat(answer.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(answer.text())
                .contains(
                        "postern.yaml:3 tls.provider: conscrypt cannot be used here: its native library does not load on")
                .contains("riscv64")
                .contains("write jdk or bouncycastle")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config check", "serve"})
    void aMissingLibraryIsToldInALine(String command) throws Exception {
        String without = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("conscrypt"))
                .collect(Collectors.joining(File.pathSeparator));
        String[] words = (command + " --file " + file()).split(" ");
        Answer answer = postern(without, "-Dunused=1", words);
        assertThat(answer.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(answer.text())
                .contains("conscrypt cannot be used here: its library, conscrypt-openjdk-uber, is missing")
                .doesNotContain("\tat ");
    }
}
