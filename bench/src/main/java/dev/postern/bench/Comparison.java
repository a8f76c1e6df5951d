package dev.postern.bench;

import dev.postern.bench.load.Mode;
import dev.postern.bench.peer.Peer;
import dev.postern.bench.peer.ProcessTree;
import dev.postern.bench.peer.RunningPeer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Proxies side by side: each has its turn in each round, so that what else the machine does falls on all of them. */
final class Comparison {
    private static final long FEW_LOGINS = 300;
    private static final Duration OTHER_WARMTH = Duration.ofSeconds(8);
    private static final long ENDLESS = Long.MAX_VALUE;

    private final Options options;
    private final List<Peer> peers;
    private final Stage stage;
    private final PrintStream progress;
    private final List<String> remarks = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long warm = begun;

    Comparison(Options options, List<Peer> peers, Stage stage, PrintStream progress) {
        this.options = options;
        this.peers = peers;
        this.stage = stage;
        this.progress = progress;
    }

    /** What a reader of the table should know besides. */
    List<String> remarks() {
        return remarks;
    }

    Results run() throws IOException, InterruptedException {
        Results results = new Results(peers.stream().map(Peer::name).toList());
        if (!options.modes.isEmpty()) {
            rounds(results);
        }
        if (options.idle) {
            for (Peer peer : peers) {
                idle(results, peer);
            }
        }
        return results;
    }

    private void rounds(Results results) throws IOException, InterruptedException {
        List<RunningPeer> running = new ArrayList<>();
        try {
            for (Peer peer : peers) {
                running.add(RunningPeer.start(peer, stage.site()));
            }
            for (RunningPeer peer : running) {
                warm(peer);
            }
            warm = System.nanoTime();
            int rounds = 0;
            while (rounds < options.roundsOrStandard() && inTime(rounds)) {
                rounds++;
                for (Mode mode : options.modes) {
                    for (RunningPeer peer : running) {
                        turn(results, rounds, mode, peer);
                    }
                }
            }
            remarks.add("Rounds: %d of %d, turns of %.1f s; medians."
                    .formatted(
                            rounds, options.roundsOrStandard(), options.window().toMillis() / 1e3));
        } finally {
            running.forEach(RunningPeer::close);
        }
    }

    /** Whether one more round, of average length, ends within the budget. */
    private boolean inTime(int rounds) {
        long spent = System.nanoTime() - begun;
        long each = rounds == 0 ? 0 : (System.nanoTime() - warm) / rounds;
        return options.budget()
                .map(budget -> rounds == 0 || spent + each < budget.toNanos())
                .orElse(true);
    }

    private void warm(RunningPeer peer) throws InterruptedException {
        long wanted = peer.peer().warms() ? options.warmLogins() : FEW_LOGINS;
        long logins = Measurement.warm(peer.target(), Mode.LOGIN, wanted, options.warmLimit());
        if (peer.peer().warms()) {
            Duration each = options.quick ? OTHER_WARMTH.dividedBy(4) : OTHER_WARMTH;
            for (Mode mode : options.modes) {
                Measurement.warm(peer.target(), mode, ENDLESS, each);
            }
            remarks.add("Warm-up of %s: %,d logins, then %.1f s of each load."
                    .formatted(peer.peer().name(), logins, each.toMillis() / 1e3));
        }
        progress.printf("%s is warm after %,d logins%n", peer.peer().name(), logins);
    }

    private void turn(Results results, int round, Mode mode, RunningPeer peer) throws InterruptedException {
        if (mode == Mode.SMTP && !peer.peer().smtp()) {
            return;
        }
        ProcessTree tree = peer.tree();
        long others = stage.backendTree().cpuMicros();
        Sample sample = Measurement.take(peer.target(), mode, options.window(), tree::cpuMicros);
        others = stage.backendTree().cpuMicros() - others;
        results.add(mode, peer.peer().name(), sample);
        progress.printf(
                "round %d %-6s %-8s %8s µs CPU, %,8.0f a second, p99 %s ms, backend %.2f CPUs%s%n",
                round,
                mode.word(),
                peer.peer().name(),
                ResultTable.figure(sample.cost()),
                sample.operations() / sample.seconds(),
                ResultTable.figure(sample.p99Micros() / 1000),
                others / 1e6 / sample.seconds(),
                sample.faults().isEmpty() ? "" : "; ERRORS: " + ResultTable.told(sample.faults()));
    }

    private void idle(Results results, Peer peer) throws IOException, InterruptedException {
        try (RunningPeer fresh = RunningPeer.start(peer, stage.site())) {
            IdleCost cost = IdleCost.at(fresh, options.sessionsOrStandard()).get(0);
            results.add(peer.name(), cost);
            progress.printf(
                    "%,d idle sessions in %s: %s KiB each%n",
                    cost.sessions(), peer.name(), ResultTable.figure(cost.perSession() / 1024));
        }
    }
}
