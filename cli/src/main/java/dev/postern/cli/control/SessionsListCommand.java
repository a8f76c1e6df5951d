package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern sessions list}. */
@Command(
        name = "list",
        description = "List who is in: all sessions, or those for which every given condition holds.",
        mixinStandardHelpOptions = true,
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  postern sessions list --user ada@example.org --older-than 1h",
            "  postern sessions list --sort bytes --output json | jq -r '.sessions[].user'"
        })
final class SessionsListCommand implements Callable<Integer> {
    /** Orders that Postern knows. */
    private enum Sort {
        SINCE,
        USER,
        ADDRESS,
        BYTES;

        /** As it is typed, and completed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private final ControlOption control = new ControlOption();

    @Option(names = "--user", paramLabel = "MAILBOX", description = "In this mailbox, or acting in one as this user.")
    private @Nullable String user;

    @Option(names = "--address", paramLabel = "IP", description = "From this address.")
    private @Nullable String address;

    @Option(
            names = "--protocol",
            paramLabel = "imap|smtp|passthrough|relay|undecided",
            description = "Of this protocol; undecided: on a shared port, before its first octets.")
    private @Nullable SessionProtocol protocol;

    @Option(names = "--issuer", paramLabel = "URL", description = "By a token of this identity provider.")
    private @Nullable String issuer;

    @Option(names = "--client", paramLabel = "ID", description = "By a token of this OAuth client.")
    private @Nullable String client;

    @Option(
            names = "--older-than",
            paramLabel = "SPAN",
            converter = SpanConverter.class,
            description = "In for longer than this: 30s, 10m, 1h, 2d.")
    private @Nullable Duration olderThan;

    @Option(
            names = "--sort",
            paramLabel = "since|user|address|bytes",
            defaultValue = "since",
            description = "The order: oldest first, by name, or most bytes first. Default: ${DEFAULT-VALUE}.")
    private Sort sort = Sort.SINCE;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ControlReply reply = control.ask("GET", "/v1/sessions" + Question.query(conditions()), "");
        if (control.json()) {
            Output.text(spec, reply.text());
        } else {
            table(new Members(reply.json())).print(spec.commandLine(), true);
        }
        return ExitCode.OK;
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        put(conditions, "user", user);
        put(conditions, "address", address);
        put(conditions, "protocol", protocol == null ? null : protocol.toString());
        put(conditions, "issuer", issuer);
        put(conditions, "client", client);
        put(conditions, "older_than", olderThan == null ? null : Long.toString(olderThan.toSeconds()));
        put(conditions, "sort", sort.toString());
        return conditions;
    }

    private static void put(Map<String, String> conditions, String name, @Nullable String value) {
        if (value != null) {
            conditions.put(name, value);
        }
    }

    private static Table table(Members reply) {
        Table table = new Table("ID", "USER", "PROTOCOL", "ADDRESS", "CLIENT", "AGE", "IN", "OUT", "UNTIL", "ENDING");
        Instant now = Instant.now();
        for (Members session : reply.objects("sessions")) {
            table.row(
                    session.text("id"),
                    session.text("user"),
                    session.text("protocol"),
                    session.text("address"),
                    session.text("client"),
                    age(session.text("since"), now),
                    Ages.octets(session.number("bytes_in")),
                    Ages.octets(session.number("bytes_out")),
                    session.text("until"),
                    session.text("ending"));
        }
        return table;
    }

    private static String age(String since, Instant now) {
        try {
            return Ages.of(Duration.between(Instant.parse(since), now));
        } catch (DateTimeParseException unknown) {
            return since;
        }
    }
}
