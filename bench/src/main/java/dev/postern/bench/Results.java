package dev.postern.bench;

import dev.postern.bench.load.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** All that was measured, by load and proxy. */
final class Results {
    private final List<String> peers;
    private final Map<Mode, Map<String, List<Sample>>> samples = new EnumMap<>(Mode.class);
    private final Map<String, IdleCost> idle = new LinkedHashMap<>();

    /**
     * @param peers the columns, in their order
     */
    Results(List<String> peers) {
        this.peers = List.copyOf(peers);
    }

    List<String> peers() {
        return peers;
    }

    void add(Mode mode, String peer, Sample sample) {
        samples.computeIfAbsent(mode, any -> new LinkedHashMap<>())
                .computeIfAbsent(peer, any -> new ArrayList<>())
                .add(sample);
    }

    void add(String peer, IdleCost cost) {
        idle.put(peer, cost);
    }

    boolean has(Mode mode) {
        return samples.containsKey(mode);
    }

    boolean hasIdle() {
        return !idle.isEmpty();
    }

    Optional<IdleCost> idle(String peer) {
        return Optional.ofNullable(idle.get(peer));
    }

    boolean has(Mode mode, String peer) {
        return !of(mode, peer).isEmpty();
    }

    private List<Sample> of(Mode mode, String peer) {
        return samples.getOrDefault(mode, Map.of()).getOrDefault(peer, List.of());
    }

    /** The median over the rounds that have such a figure; not a number where none has. */
    double median(Mode mode, String peer, ToDoubleFunction<Sample> figure) {
        double[] sorted = of(mode, peer).stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** What went wrong with it in all rounds. */
    Map<String, Long> faults(Mode mode, String peer) {
        Map<String, Long> all = new TreeMap<>();
        of(mode, peer).forEach(sample -> sample.faults().forEach((name, count) -> all.merge(name, count, Long::sum)));
        return all;
    }

    /** What went wrong while sessions were idle. */
    Map<String, Long> idleFaults(String peer) {
        return idle(peer).map(IdleCost::faults).orElse(Map.of());
    }

    /** Whether anything at all went wrong. */
    boolean faulty() {
        return peers.stream().anyMatch(peer -> !idleFaults(peer).isEmpty())
                || Arrays.stream(Mode.values())
                        .anyMatch(mode -> peers.stream()
                                .anyMatch(peer -> !faults(mode, peer).isEmpty()));
    }
}
