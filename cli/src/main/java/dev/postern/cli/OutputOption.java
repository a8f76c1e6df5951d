package dev.postern.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How an answer is shown; the same for every command that has one. */
public final class OutputOption {
    /** For whom. */
    private enum Output {
        TABLE,
        JSON;

        /** As it is typed, and completed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "For people, or for programs; default: ${DEFAULT-VALUE}.")
    private Output output = Output.TABLE;

    public boolean json() {
        return output == Output.JSON;
    }
}
