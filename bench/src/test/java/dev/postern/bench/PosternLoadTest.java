package dev.postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.bench.backend.FakeBackend;
import dev.postern.bench.backend.Manners;
import dev.postern.bench.load.Credentials;
import dev.postern.bench.load.IdleSessions;
import dev.postern.bench.load.Latencies;
import dev.postern.bench.load.Load;
import dev.postern.bench.load.Mode;
import dev.postern.bench.load.Tally;
import dev.postern.bench.load.Target;
import dev.postern.bench.peer.Issuer;
import dev.postern.bench.peer.ProcessTree;
import dev.postern.bench.peer.ServerKeys;
import dev.postern.bench.peer.Site;
import dev.postern.bench.peer.Template;
import dev.postern.cli.ProxyAssembly;
import dev.postern.config.ConfigurationFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver, the shipped configuration and a Postern in this process. */
class PosternLoadTest {
    private static final int CLIENTS = 2;
    private static final long OPERATIONS = 10;

    private final Path folder;

    PosternLoadTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** What is done with a Postern in front of a backend. */
    private interface Trial {
        void with(Target target) throws Exception;
    }

    private void behindPostern(Manners manners, Trial trial) throws Exception {
        try (FakeBackend backend = FakeBackend.start(Site.MASTER_PASSWORD, manners);
                Issuer issuer = Issuer.start();
                ProxyAssembly postern =
                        ProxyAssembly.start(ConfigurationFile.at(configuration(backend, issuer), Map.of())
                                .read())) {
            List<String> tokens = issuer.tokens(5);
            trial.with(new Target(
                    true,
                    postern.address("imap").getPort(),
                    OptionalInt.of(postern.address("submission").getPort()),
                    Credentials.bearer(tokens)));
        }
    }

    private Path configuration(FakeBackend backend, Issuer issuer) throws Exception {
        ServerKeys keys = ServerKeys.in(folder);
        Map<String, Object> values = new HashMap<>(Map.of("imap", 0, "smtp", 0, "connections", 200));
        values.put("chain", keys.chain());
        values.put("key", keys.key());
        values.put("issuer", issuer.url());
        values.put("master", Site.MASTER);
        values.put("master-password-file", Site.writePassword(folder));
        values.put("backend-imap", backend.imapPort());
        values.put("backend-smtp", backend.smtpPort());
        return Template.write("postern.yaml", folder, values);
    }

    /** However slow the machine is. */
    private static Tally tallyOf(Target target, Mode mode, Predicate<Tally> enough) throws InterruptedException {
        Tally tally;
        try (Load load = Load.start(target, mode, CLIENTS)) {
            for (int looks = 0; looks < 2_000 && !enough.test(load.tally()); looks++) {
                Thread.sleep(10);
            }
            tally = load.tally();
        }
        return tally;
    }

    @Test
    void everyLoadRunsThroughPostern() throws Exception {
        behindPostern(Manners.GOOD, target -> {
            for (Mode mode : Mode.values()) {
                long before = new ProcessTree(ProcessHandle.current()).cpuMicros();
                Tally tally = tallyOf(target, mode, load -> load.done() > OPERATIONS);
                assertThat(tally.faults()).as(mode.word()).isEmpty();
                assertThat(tally.done()).as(mode.word()).isGreaterThan(OPERATIONS);
                assertThat(tally.resumed()).as(mode.word()).isEqualTo(mode == Mode.RESUME ? tally.done() - CLIENTS : 0);
                assertThat(new ProcessTree(ProcessHandle.current()).cpuMicros()).isGreaterThan(before);
            }
            aStormEndsWithEverybodyIn(target);
        });
    }

    private static void aStormEndsWithEverybodyIn(Target target) throws InterruptedException {
        Latencies in = new Latencies();
        try (IdleSessions sessions = new IdleSessions(target)) {
            sessions.storm(50, Duration.ofSeconds(10), in);
            sessions.touch();
            assertThat(sessions.count()).isEqualTo(50);
            assertThat(in.count()).isEqualTo(50);
            assertThat(sessions.tally().faults()).isEmpty();
        }
    }

    @Test
    void aWrongBodyIsNoticedBehindPostern() throws Exception {
        behindPostern(Manners.WRONG_BODY, target -> {
            Tally tally = tallyOf(target, Mode.FETCH, load -> !load.faults().isEmpty());
            assertThat(tally.done()).isZero();
            assertThat(tally.faults()).containsOnlyKeys("wrong-body at fetch");
        });
    }
}
