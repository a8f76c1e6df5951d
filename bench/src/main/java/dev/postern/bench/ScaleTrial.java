package dev.postern.bench;

import dev.postern.bench.load.IdleSessions;
import dev.postern.bench.load.Latencies;
import dev.postern.bench.load.Load;
import dev.postern.bench.load.Mode;
import dev.postern.bench.load.Target;
import dev.postern.bench.peer.Peer;
import dev.postern.bench.peer.RunningPeer;
import dev.postern.bench.peer.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many sessions at once: what one costs, what they do to others, and what happens when all come back together. */
final class ScaleTrial {
    private static final int BULK_CLIENTS = 4;
    /** Each fetches 1 MiB in this time: 25 MiB/s, four times what a good DSL line takes. */
    private static final Duration BULK_INTERVAL = Duration.ofMillis(40);

    private static final int LOGIN_CLIENTS = 50;
    private static final int NOOP_CLIENTS = 8;
    private static final Duration NOOP_INTERVAL = Duration.ofMillis(40);
    private static final Duration STORM_LIMIT = Duration.ofSeconds(60);
    private static final double MIB = 1024 * 1024;

    private final Options options;
    private final Site site;
    private final PrintStream out;
    private boolean faulty;

    ScaleTrial(Options options, Site site, PrintStream out) {
        this.options = options;
        this.site = site;
        this.out = out;
    }

    /** Prints a table for each question; tells whether no operation failed. */
    boolean run(Peer peer) throws IOException, InterruptedException {
        out.printf("%n## %s%n", peer.name());
        try (RunningPeer fresh = RunningPeer.start(peer, site)) {
            idle(fresh);
        }
        try (RunningPeer fresh = RunningPeer.start(peer, site)) {
            mixed(fresh);
        }
        storm(peer);
        return !faulty;
    }

    private void idle(RunningPeer fresh) throws InterruptedException {
        int most = options.sessionsOrStandard();
        out.printf("%n| idle sessions | memory, MiB | KiB a session | errors |%n|---|---|---|---|%n");
        List<IdleCost> costs = IdleCost.at(fresh, most / 4, most / 2, most / 4 * 3, most);
        out.printf("| 0 | %s | | |%n", ResultTable.figure(costs.get(0).base() / MIB));
        for (IdleCost cost : costs) {
            out.printf(
                    "| %,d | %s | %s | %s |%n",
                    cost.sessions(),
                    ResultTable.figure(cost.memory() / MIB),
                    ResultTable.figure(cost.perSession() / 1024),
                    errors(cost.faults()));
        }
    }

    private String errors(Map<String, Long> faults) {
        faulty |= !faults.isEmpty();
        return faults.isEmpty() ? "none" : ResultTable.told(faults);
    }

    private void mixed(RunningPeer peer) throws InterruptedException {
        Target target = peer.target();
        Measurement.warm(target, Mode.LOGIN, peer.peer().warms() ? options.warmLogins() : 1, options.warmLimit());
        Measurement.warm(target, Mode.FETCH, 500, Duration.ofSeconds(2));
        Duration loginInterval = Duration.ofNanos(Duration.ofSeconds(1).toNanos() * LOGIN_CLIENTS / options.logins);
        try (IdleSessions sessions = new IdleSessions(target)) {
            sessions.add(options.sessionsOrStandard());
            Latencies noops = new Latencies();
            Latencies logins = new Latencies();
            try (Load noop = Load.start(target, Mode.NOOP, NOOP_CLIENTS, NOOP_INTERVAL);
                    Load login = Load.start(target, Mode.LOGIN, LOGIN_CLIENTS, loginInterval);
                    Load bulk = Load.start(target, Mode.FETCH, BULK_CLIENTS, BULK_INTERVAL)) {
                Thread.sleep(1000);
                noop.record(noops);
                login.record(logins);
                long fetchedBefore = bulk.tally().done();
                long cpuBefore = peer.tree().cpuMicros();
                double seconds = options.window().toMillis() * 3 / 1e3;
                Thread.sleep(options.window().toMillis() * 3);
                double cpus = (peer.tree().cpuMicros() - cpuBefore) / 1e6 / seconds;
                double fetched = (bulk.tally().done() - fetchedBefore) / seconds;
                Map<String, Long> wrong = new TreeMap<>(sessions.tally().faults());
                for (Load load : List.of(noop, login, bulk)) {
                    load.tally().faults().forEach((name, count) -> wrong.merge(name, count, Long::sum));
                }
                tell(sessions.count(), noops, logins, seconds, fetched, cpus, wrong);
            }
        }
    }

    private void tell(
            int sessions,
            Latencies noops,
            Latencies logins,
            double seconds,
            double fetched,
            double cpus,
            Map<String, Long> wrong) {
        out.printf("%n| beside %,d idle sessions | a second | p50, ms | p99, ms |%n|---|---|---|---|%n", sessions);
        out.printf("| NOOP | %s | %s |%n", ResultTable.figure(noops.count() / seconds), middleAndEnd(noops));
        out.printf(
                "| login, full handshake | %s | %s |%n",
                ResultTable.figure(logins.count() / seconds), middleAndEnd(logins));
        out.printf("| FETCH, MiB by four clients | %s | | |%n", ResultTable.figure(fetched));
        out.printf("%nThe proxy used %.2f processors. Errors: %s.%n", cpus, errors(wrong));
    }

    private static String middleAndEnd(Latencies latencies) {
        return ResultTable.figure(latencies.quantile(0.5) / 1000) + " | "
                + ResultTable.figure(latencies.quantile(0.99) / 1000);
    }

    private void storm(Peer peer) throws IOException, InterruptedException {
        int clients = Math.min(2000, options.sessionsOrStandard());
        RunningPeer before = RunningPeer.start(peer, site);
        try (before) {
            try (IdleSessions sessions = new IdleSessions(before.target())) {
                sessions.add(clients);
            }
        }
        try (RunningPeer after = before.restarted(site);
                IdleSessions sessions = new IdleSessions(after.target())) {
            Latencies in = new Latencies();
            sessions.storm(clients, STORM_LIMIT, in);
            sessions.touch();
            out.printf(
                    "%n| %,d clients come back after a restart | |%n|---|---|%n| in after 60 s | %,d |%n"
                            + "| half were in after, s | %s |%n| all were in after, s | %s |%n"
                            + "| peak memory, MiB | %s |%n| errors | %s |%n",
                    clients,
                    in.count(),
                    ResultTable.figure(in.quantile(0.5) / 1e6),
                    in.count() < clients ? "never" : ResultTable.figure(in.quantile(1) / 1e6),
                    ResultTable.figure(after.tree().peakMemory() / MIB),
                    errors(sessions.tally().faults()));
        }
    }
}
