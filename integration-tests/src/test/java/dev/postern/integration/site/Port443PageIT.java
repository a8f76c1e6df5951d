package dev.postern.integration.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.SharedPort;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/port-443.md} tells people to write is good. */
@SuppressWarnings("NullAway.Init")
class Port443PageIT {
    private static final Path PAGE = Path.of("../docs/port-443.md");

    private Path folder;
    private TestCertificates certificates;

    @BeforeEach
    void prepare(@TempDir Path place) throws IOException {
        folder = place;
        certificates = TestCertificates.in(place);
        Path secret = Files.writeString(place.resolve("master"), "secret\n");
        for (Path file : List.of(secret, certificates.keyFile(KeyKind.ECDSA))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^( *)```" + language + "\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
                .toList();
    }

    private Configuration read(String yaml) throws Exception {
        Path file = Files.writeString(
                folder.resolve("postern.yaml"),
                yaml + """
                certificates: [{ chain: %s, key: %s }]
                issuers: [{ issuer: "https://idp.example.org", audience: mail }]
                backends:
                  - name: legacy
                    master: { user: postern, password-file: master }
                    imap: { host: 127.0.0.1, tls: none }
                    smtp: { host: 127.0.0.1, tls: none }
                """.formatted(certificates.chainFile(KeyKind.ECDSA), certificates.keyFile(KeyKind.ECDSA)));
        return ConfigurationFile.at(file, Map.of()).read();
    }

    @Test
    void its_configurations_of_postern_are_read() throws Exception {
        List<String> blocks = blocks("yaml");
        assertThat(blocks).hasSize(4);
        String limits = blocks.get(0);
        String main = blocks.get(1);
        assertThat(read(main + limits).limits().admission().connections()).isEqualTo(20_000);
        SharedPort more =
                (SharedPort) read(main + blocks.get(2)).listeners().get(0).use();
        assertThat(more.routes()).hasSize(4);
        SharedPort oneName = (SharedPort) read("listeners:\n  - name: https\n    port: 443\n" + blocks.get(3))
                .listeners()
                .get(0)
                .use();
        assertThat(oneName.routes()).hasSize(3);
    }

    @Test
    void its_lines_for_nginx_are_read_by_nginx() throws Exception {
        boolean there = Files.isExecutable(Path.of("/usr/sbin/nginx"));
        if (!there) {
            System.err.println("SKIPPED: nginx is missing");
        }
        Assumptions.assumeTrue(there);
        List<String> blocks = blocks("nginx");
        assertThat(blocks).hasSize(1);
        String server =
                blocks.get(0).replaceAll("/etc/\\S*fullchain.pem", chain()).replaceAll("/etc/\\S*privkey.pem", key());
        Path file = Files.writeString(
                folder.resolve("nginx.conf"),
                "pid " + folder.resolve("pid") + ";\nevents {}\nhttp {\naccess_log off;\n" + server + "}\n");
        Shell.Outcome outcome =
                new Shell(folder).run("/usr/sbin/nginx -t -e " + folder.resolve("error.log") + " -c " + file);
        assertThat(outcome.exit()).as(outcome.text()).isZero();
        assertThat(outcome.text()).doesNotContain("[warn]");
    }

    private String chain() {
        return Matcher.quoteReplacement(certificates.chainFile(KeyKind.ECDSA).toString());
    }

    private String key() {
        return Matcher.quoteReplacement(certificates.keyFile(KeyKind.ECDSA).toString());
    }
}
