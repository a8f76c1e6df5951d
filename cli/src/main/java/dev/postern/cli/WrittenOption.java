package dev.postern.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** By which of its names an option was written: messages speak of that one. picocli knows only the longest. */
public final class WrittenOption {
    private WrittenOption() {}

    /**
     * Empty where the option was not written.
     *
     * @param command that was parsed
     * @param name any of the option's names
     */
    public static Optional<String> name(CommandSpec command, String name) {
        OptionSpec option = command.findOption(name);
        return option == null
                ? Optional.empty()
                : written(command.commandLine().getParseResult().originalArgs(), option);
    }

    private static Optional<String> written(List<String> arguments, OptionSpec option) {
        return arguments.stream()
                .flatMap(argument -> Stream.of(option.names()).filter(name -> writes(argument, name)))
                .findFirst();
    }

    /** {@code --file X}, {@code --file=X}, {@code -cX}. */
    private static boolean writes(String argument, String name) {
        return argument.equals(name) || argument.startsWith(name.startsWith("--") ? name + "=" : name);
    }

    /** Explains what was written wrongly as that other one does, with the name that was written. */
    static IParameterExceptionHandler explained(IParameterExceptionHandler other) {
        return (wrong, arguments) -> other.handleParseException(renamed(wrong, List.of(arguments)), arguments);
    }

    private static ParameterException renamed(ParameterException wrong, List<String> arguments) {
        if (!(about(wrong) instanceof OptionSpec option)) {
            return wrong;
        }
        return written(arguments, option)
                .map(name -> new ParameterException(
                        wrong.getCommandLine(),
                        String.valueOf(wrong.getMessage()).replace("'" + option.longestName() + "'", "'" + name + "'"),
                        wrong,
                        option,
                        wrong.getValue()))
                .orElse(wrong);
    }

    private static @Nullable ArgSpec about(ParameterException wrong) {
        return wrong instanceof MissingParameterException missing
                        && missing.getMissing().size() == 1
                ? missing.getMissing().get(0)
                : wrong.getArgSpec();
    }
}
