package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ConfigurationFile;
import dev.postern.config.ProtocolName;
import dev.postern.core.net.MinaNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of backends when settings change. */
class BackendAssemblyTest {
    private final Path folder;

    BackendAssemblyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void loginsStayCountedAtABackendThatStays() throws Exception {
        try (ExplainSite site = new ExplainSite(folder);
                MinaNetwork network = MinaNetwork.start(1)) {
            Path file = site.configuration();
            String plain = Files.readString(file);
            BackendAssembly first = assembled(file, network, null);
            first.watched().get(0).logins().record(1);

            Files.writeString(file, plain + """
                    health: { failures: 7 }
                  - name: added
                    master: { user: postern, password-file: %s/master }
                    imap: { host: 127.0.0.1, port: 2, tls: none }
                mailbox-routes: { claim: home, default: legacy }
                """.formatted(folder));
            BackendAssembly second = assembled(file, network, first);
            assertThat(logins(second)).isEqualTo(Map.of("legacy", 1L, "added", 0L));

            Files.writeString(file, plain.replace("name: legacy", "name: renamed"));
            BackendAssembly third = assembled(file, network, second);
            assertThat(logins(third)).isEqualTo(Map.of("renamed", 0L));
        }
    }

    private static BackendAssembly assembled(Path file, MinaNetwork network, @Nullable BackendAssembly before)
            throws Exception {
        BackendAssembly assembly =
                new BackendAssembly(ConfigurationFile.at(file, Map.of()).read(), network, new Endings(), before);
        assembly.service(ProtocolName.IMAP);
        return assembly;
    }

    private static Map<String, Long> logins(BackendAssembly assembly) {
        return assembly.watched().stream()
                .collect(Collectors.toMap(
                        backend -> backend.service().name(),
                        backend -> backend.logins().picture().count()));
    }
}
