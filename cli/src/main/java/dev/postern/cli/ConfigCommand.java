package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.problem.ConfigurationRefused;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks, shows and explains the configuration. */
@Command(
        name = "config",
        description = "Check, show and explain the configuration.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE, ExitCode.ASKED_WRONGLY, ExitCode.BAD_CONFIGURATION},
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  postern config check --file postern.yaml",
            "  postern config show --effective",
            "  postern config reference > postern.reference.yaml"
        })
final class ConfigCommand implements Runnable {
    /** How the reference is written. */
    private enum ReferenceFormat {
        YAML,
        MARKDOWN;

        /** As it is typed, and completed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new MissingCommand(spec.commandLine(), "check, show or reference?");
    }

    @Command(
            description =
                    "Tell every problem of a configuration file, with line and remedy. Exit code 78 where there is one.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = ExitCode.HEADING,
            exitCodeList = {"0:good", ExitCode.ASKED_WRONGLY, ExitCode.BAD_CONFIGURATION},
            footerHeading = ExitCode.EXAMPLE,
            footer = "  postern config check --file postern.yaml")
    int check(@Mixin ConfigFileOption option) throws ConfigurationRefused {
        Configuration configuration = option.file().read();
        configuration
                .control()
                .flatMap(control ->
                        OperatorsGroup.doubt(control, Accounts.here(), System.getProperty("user.name", "root")))
                .ifPresent(doubt -> warn(option.path() + ": warning: control.group: " + doubt
                        + "; until then the control socket is for Postern's user alone"));
        print(option.path() + ": good\n");
        return ExitCode.OK;
    }

    @Command(
            description = "Show the configuration as it is read. Secrets are not shown, only where they are kept.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = ExitCode.HEADING,
            exitCodeList = {ExitCode.DONE, ExitCode.ASKED_WRONGLY, ExitCode.BAD_CONFIGURATION},
            footerHeading = ExitCode.EXAMPLE,
            footer = "  postern config show --effective")
    int show(
            @Mixin ConfigFileOption option,
            @Option(names = "--effective", description = "With every default written out.") boolean effective)
            throws ConfigurationRefused {
        print(effective ? option.file().effective() : option.file().written());
        return ExitCode.OK;
    }

    @Command(
            description = "Show every setting with its type, default and meaning.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = ExitCode.HEADING,
            exitCodeList = {ExitCode.DONE, ExitCode.ASKED_WRONGLY},
            footerHeading = ExitCode.EXAMPLE,
            footer = "  postern config reference --format markdown")
    int reference(
            @Option(
                            names = "--format",
                            paramLabel = "yaml|markdown",
                            defaultValue = "yaml",
                            description = "A configuration file, or the manual's page.")
                    ReferenceFormat format) {
        print(
                switch (format) {
                    case YAML -> ConfigurationFile.reference();
                    case MARKDOWN -> ConfigurationFile.referencePage();
                });
        return ExitCode.OK;
    }

    private void warn(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
