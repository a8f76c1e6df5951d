package dev.postern.cli.doctor;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import dev.postern.cli.control.Question;
import dev.postern.cli.control.Table;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.problem.ConfigurationRefused;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern doctor}. */
@Command(
        name = "doctor",
        description =
                "Look whether all that the configuration supposes is so: ports, certificates, clock, provider, backend, "
                        + "limits. One line for each fact, with what to do. Run it as the user that Postern runs as.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing has failed; there may be warnings",
            "1:something has failed",
            "78:the configuration is not good; every problem is told"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sudo -u postern postern doctor --mailbox ada@example.org",
            "  postern doctor --output json | jq -r '.facts[] | select(.level == \"fail\").text'"
        })
public final class DoctorCommand implements Callable<Integer> {
    /** How facts are shown. */
    private enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = {"-c", "--config", "--file"},
            paramLabel = "FILE",
            defaultValue = "/etc/postern/postern.yaml",
            description = "The configuration file; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--mailbox",
            paramLabel = "MAILBOX",
            description = "A mailbox that exists, to try the master login with. Nothing in it is read or changed.")
    private @Nullable String mailbox;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "For people, or for programs; default: ${DEFAULT-VALUE}.")
    private Output output = Output.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final List<Fact> facts = new ArrayList<>();

    @Override
    public Integer call() throws ConfigurationRefused, CommandFailed, InterruptedException {
        Configuration configuration =
                ConfigurationFile.at(file, System.getenv()).read();
        tell(Fact.ok("configuration", file + " is good"));
        new Examination(configuration, this::tell).run(mailbox);
        if (output == Output.JSON) {
            out().println(facts.stream()
                    .map(DoctorCommand::json)
                    .collect(Collectors.joining(",\n", "{\"facts\":[\n", "\n]}")));
            out().flush();
        }
        return facts.stream().anyMatch(fact -> fact.level() == Fact.Level.FAIL) ? ExitCode.FAILURE : ExitCode.OK;
    }

    /** Told at once: some facts take their time. */
    private void tell(Fact fact) {
        facts.add(fact);
        if (output == Output.TABLE) {
            String advice = fact.advice().isEmpty() ? "" : " -> " + fact.advice();
            out().println(level(fact.level()) + "  " + Table.printable(fact.subject() + ": " + fact.text() + advice));
            out().flush();
        }
    }

    private String level(Fact.Level level) {
        String word = String.format("%-4s", name(level));
        if (!spec.commandLine().getColorScheme().ansi().enabled()) {
            return word;
        }
        return switch (level) {
                    case OK -> "\u001b[32m";
                    case WARN -> "\u001b[33m";
                    case FAIL -> "\u001b[31m";
                }
                + word + "\u001b[0m";
    }

    private static String name(Fact.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Fact fact) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("level", name(fact.level()));
        members.put("subject", fact.subject());
        members.put("text", fact.text());
        members.put("advice", fact.advice());
        return Question.object(members);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
