package dev.postern.config.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that no service starts with, and everything that is wrong with it. */
public final class ConfigurationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
