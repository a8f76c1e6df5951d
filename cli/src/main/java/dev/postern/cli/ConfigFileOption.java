package dev.postern.cli;

import dev.postern.config.ConfigurationFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the configuration file; the same for every command. */
public final class ConfigFileOption {
    @Option(
            names = {"-c", "--config", "--file"},
            paramLabel = "FILE",
            defaultValue = "/etc/postern/postern.yaml",
            description = "The configuration file; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    public ConfigurationFile file() {
        return ConfigurationFile.at(file, System.getenv());
    }

    public Path path() {
        return file;
    }
}
