package dev.postern.cli;

import java.util.function.Supplier;

/** Which generation is in force: read by any thread, replaced as a whole by the one that reloads. */
final class InForce implements Supplier<Generation> {
    private volatile Generation generation;

    InForce(Generation first) {
        generation = first;
    }

    @Override
    public Generation get() {
        return generation;
    }

    void become(Generation next) {
        generation = next;
    }
}
