package dev.postern.bench;

import dev.postern.bench.load.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures as a Markdown table; what went wrong stands beside the figure it belongs to. */
final class ResultTable {
    private static final double MIB_TO_GIB_SECONDS = 1024 / 1e6;
    private static final double KIB = 1024;
    private static final double MIB = KIB * KIB;
    private static final String POSTERN = "postern";
    private static final String NOTHING = "-";

    private final Results results;
    private final List<String> notes = new ArrayList<>();

    ResultTable(Results results) {
        this.results = results;
    }

    /** A figure of one proxy. */
    private interface Cell {
        double of(String peer);
    }

    String text() {
        StringBuilder table = new StringBuilder();
        List<String> peers = results.peers();
        table.append("| CPU of the proxy's processes | ").append(String.join(" | ", peers));
        for (String one : ours()) {
            table.append(" | ").append(one).append(" : haproxy | ").append(one).append(" : nginx");
        }
        table.append(" |\n").append("|---".repeat(peers.size() + 1 + 2 * ours().size()));
        table.append("|\n");
        cpu(table, Mode.LOGIN, "IMAP login, full handshake, µs", 1);
        cpu(table, Mode.RESUME, "IMAP login, resumed session, µs", 1);
        cpu(table, Mode.FETCH, "FETCH of 1 MiB bodies, s per GiB", MIB_TO_GIB_SECONDS);
        cpu(table, Mode.APPEND, "APPEND of 1 MiB bodies, s per GiB", MIB_TO_GIB_SECONDS);
        cpu(table, Mode.NOOP, "NOOP round trip, µs", 1);
        cpu(table, Mode.SMTP, "SMTP login and one 4 KiB mail, µs", 1);
        if (results.hasIdle()) {
            row(table, "idle session, KiB of memory", this::idleSession, results::idleFaults);
            row(table, "memory without sessions, MiB", this::base, peer -> Map.of());
        }
        if (results.has(Mode.LOGIN)) {
            ToDoubleFunction<Sample> p99 = sample -> sample.p99Micros() / 1000;
            row(table, "login p99 when saturated, ms", peer -> median(Mode.LOGIN, peer, p99), peer -> Map.of());
        }
        notes.forEach(note -> table.append("\n").append(note).append("\n"));
        return table.toString();
    }

    private double median(Mode mode, String peer, ToDoubleFunction<Sample> figure) {
        return results.median(mode, peer, figure);
    }

    private double idleSession(String peer) {
        return results.idle(peer).map(cost -> cost.perSession() / KIB).orElse(Double.NaN);
    }

    private double base(String peer) {
        return results.idle(peer).map(cost -> cost.base() / MIB).orElse(Double.NaN);
    }

    private void cpu(StringBuilder table, Mode mode, String title, double factor) {
        if (!results.has(mode)) {
            return;
        }
        row(table, title, peer -> median(mode, peer, Sample::cost) * factor, peer -> results.faults(mode, peer));
        if (mode == Mode.RESUME) {
            noteUnresumed();
        }
    }

    /** A server that does not take up sessions has done another work than those which do. */
    private void noteUnresumed() {
        for (String peer : results.peers()) {
            double share = median(Mode.RESUME, peer, Sample::resumedShare);
            if (share < 0.99) {
                notes.add(
                        "%s took up %.0f %% of the sessions that it was asked to resume.".formatted(peer, share * 100));
            }
        }
    }

    /** The faults of a proxy, by name. */
    private interface Faults {
        Map<String, Long> of(String peer);
    }

    private void row(StringBuilder table, String title, Cell cell, Faults faults) {
        table.append("| ").append(title);
        for (String peer : results.peers()) {
            Map<String, Long> wrong = faults.of(peer);
            table.append(" | ").append(figure(cell.of(peer)));
            if (!wrong.isEmpty()) {
                long count = wrong.values().stream().mapToLong(Long::longValue).sum();
                table.append(" (").append(count).append(" errors)");
                notes.add("Errors of " + peer + ", " + title + ": " + told(wrong) + ".");
            }
        }
        for (String one : ours()) {
            table.append(" | ").append(ratio(cell, one, "haproxy"));
            table.append(" | ").append(ratio(cell, one, "nginx"));
        }
        table.append(" |\n");
    }

    /** Postern, with one or more providers of TLS. */
    private List<String> ours() {
        return results.peers().stream().filter(peer -> peer.startsWith(POSTERN)).toList();
    }

    static String told(Map<String, Long> faults) {
        return faults.entrySet().stream()
                .map(fault -> fault.getValue() + " x " + fault.getKey())
                .collect(Collectors.joining(", "));
    }

    private String ratio(Cell cell, String one, String reference) {
        if (!results.peers().contains(reference)) {
            return NOTHING;
        }
        double ratio = cell.of(one) / cell.of(reference);
        return Double.isNaN(ratio) ? NOTHING : String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** Three digits, which is more than any of these is sure to. */
    static String figure(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return NOTHING;
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
