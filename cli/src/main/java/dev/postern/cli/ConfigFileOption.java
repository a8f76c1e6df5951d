package dev.postern.cli;

import dev.postern.config.ConfigurationFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the configuration file; the same for every command. */
public final class ConfigFileOption {
    private static final String STANDARD = "/etc/postern/postern.yaml";

    @Option(
            names = {"-c", "--config", "--file"},
            paramLabel = "FILE",
            defaultValue = STANDARD,
            description = "The configuration file; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** As if none were given. */
    static ConfigFileOption standard() {
        return of(Path.of(STANDARD));
    }

    /** As if it were given. */
    static ConfigFileOption of(Path file) {
        ConfigFileOption option = new ConfigFileOption();
        option.file = file;
        return option;
    }

    public ConfigurationFile file() {
        CommandSpec parsed = command;
        String name = parsed == null
                ? ConfigurationFile.OPTION
                : WrittenOption.name(parsed, ConfigurationFile.OPTION).orElse(ConfigurationFile.OPTION);
        return ConfigurationFile.at(file, name, System.getenv());
    }

    public Path path() {
        return file;
    }
}
