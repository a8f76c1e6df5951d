package dev.postern.cli;

import dev.postern.config.schema.Spelling;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said to whoever typed something that is no command. A token that came with it is not repeated. */
final class AskedWrongly {
    /** Characters; no word of ours has so many, and what has may be a secret. */
    private static final int SECRET = 24;

    private AskedWrongly() {}

    /** What is wrong comes last on the screen; whole help is only for who has typed no command yet. */
    static int explain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (wrong instanceof MissingCommand) {
            command.usage(err);
            err.println();
            err.println("postern: " + wrong.getMessage());
        } else {
            err.println("postern: " + discreet(wrong));
            meant(wrong).ifPresent(word -> err.println("Did you mean " + word + "?"));
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private static String discreet(ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage());
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return message;
        }
        for (String argument : unmatched.getUnmatched()) {
            if (argument.length() >= SECRET) {
                message = message.replace("'" + argument + "'", "(" + argument.length() + " characters, not shown)");
            }
        }
        return message;
    }

    private static Optional<String> meant(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        CommandLine command = wrong.getCommandLine();
        String typed = unmatched.getUnmatched().get(0);
        String before = command.getCommandSpec().qualifiedName() + " ";
        return typed.startsWith("-")
                ? Spelling.nearest(typed, options(command))
                : nearest(typed, command.getSubcommands().keySet()).map(before::concat);
    }

    private static Collection<String> options(CommandLine command) {
        Collection<String> names =
                new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
        names.removeIf(name -> !name.startsWith("--"));
        return names;
    }

    private static Optional<String> nearest(String typed, Collection<String> commands) {
        return commands.isEmpty() ? Optional.empty() : Spelling.nearest(typed, commands);
    }
}
