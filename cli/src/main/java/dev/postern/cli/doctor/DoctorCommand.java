package dev.postern.cli.doctor;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ConfigFileOption;
import dev.postern.cli.ExitCode;
import dev.postern.cli.OutputOption;
import dev.postern.cli.control.Question;
import dev.postern.cli.control.Table;
import dev.postern.config.Configuration;
import dev.postern.config.problem.ConfigurationRefused;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:nothing has failed; there may be warnings, and notes of what cannot be seen from here",
            "1:something has failed",
            ExitCode.ASKED_WRONGLY,
            ExitCode.BAD_CONFIGURATION
        },
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  sudo -u postern postern doctor --mailbox ada@example.org",
            "  postern doctor --output json | jq '.facts[] | select(.level == \"fail\")'"
        })
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFileOption config = new ConfigFileOption();

    @Option(
            names = "--mailbox",
            paramLabel = "MAILBOX",
            description = "A mailbox that exists, to try the master login with. Nothing in it is read or changed.")
    private @Nullable String mailbox;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final List<Fact> facts = new ArrayList<>();

    @Override
    public Integer call() throws ConfigurationRefused, CommandFailed, InterruptedException {
        Configuration configuration = config.file().read();
        tell(Fact.ok("configuration", config.path() + " is good"));
        new Examination(configuration, this::tell).run(mailbox);
        if (output.json()) {
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
        if (!output.json()) {
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
                    case NOTE -> "\u001b[36m";
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
