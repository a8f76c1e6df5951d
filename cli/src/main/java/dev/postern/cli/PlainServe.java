package dev.postern.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code postern serve [--config FILE]} and not a word more: what a service manager says. It is understood without picocli,
 * whose own start takes a quarter of ours; everything else that is said is picocli's to understand.
 */
record PlainServe(ConfigFileOption config) {
    private static final String COMMAND = "serve";

    /** Empty where anything else is said. */
    static Optional<PlainServe> of(String... arguments) {
        List<String> said = List.of(arguments);
        if (said.equals(List.of(COMMAND))) {
            return Optional.of(new PlainServe(ConfigFileOption.standard()));
        }
        if (said.size() != 3 || !said.subList(0, 2).equals(List.of(COMMAND, "--config"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PlainServe(ConfigFileOption.of(Path.of(said.get(2)))));
        } catch (InvalidPathException explainedByPicocli) {
            return Optional.empty();
        }
    }

    int run() throws Exception {
        return new ServeCommand(config, TakeOver.none()).call();
    }
}
