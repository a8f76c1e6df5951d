package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern sessions end}. */
@Command(
        name = "end",
        description =
                "End sessions, politely and at their next quiet moment. Their token stays good: whoever shall stay "
                        + "out has to be blocked at the identity provider first.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:told to end",
            "1:there were none, or Postern has refused; the message says why",
            ExitCode.ASKED_WRONGLY,
            ExitCode.NOBODY_ANSWERS,
            ExitCode.BAD_CONFIGURATION
        },
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  postern sessions end --user ada@example.org --reason 'stolen phone'",
            "  postern sessions end --issuer https://idp.example.org --reason 'new rules'",
            "  postern sessions end --all --reason 'moving to another machine'"
        })
final class SessionsEndCommand implements Callable<Integer> {
    @Mixin
    private final ControlOption control = new ControlOption();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Which which;

    /** Exactly one of these. */
    static final class Which {
        @Parameters(paramLabel = "ID", description = "The session of this name.")
        private @Nullable String id;

        @Option(names = "--user", paramLabel = "MAILBOX", description = "All in this mailbox, or acting as this user.")
        private @Nullable String user;

        @Option(names = "--address", paramLabel = "IP", description = "All from this address.")
        private @Nullable String address;

        @Option(names = "--issuer", paramLabel = "URL", description = "All by tokens of this identity provider.")
        private @Nullable String issuer;

        @Option(names = "--client", paramLabel = "ID", description = "All by tokens of this OAuth client.")
        private @Nullable String client;

        @Option(names = "--token-subject", paramLabel = "SUB", description = "All by tokens of this subject.")
        private @Nullable String subject;

        @Option(names = "--all", description = "All.")
        private boolean all;
    }

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; it goes to the log with your name.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ControlReply reply = control.ask("POST", "/v1/sessions/end", Question.object(order()));
        long ended = new Members(reply.json()).number("ended");
        Output.text(
                spec, control.json() ? reply.text() : ended + (ended == 1 ? " session" : " sessions") + " told to end");
        return ended > 0 || which.all ? ExitCode.OK : ExitCode.FAILURE;
    }

    private Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        put(order, "id", which.id);
        put(order, "user", which.user);
        put(order, "address", which.address);
        put(order, "issuer", which.issuer);
        put(order, "client", which.client);
        put(order, "token_subject", which.subject);
        if (which.all) {
            order.put("all", true);
        }
        order.put("reason", reason);
        return order;
    }

    private static void put(Map<String, Object> order, String name, @Nullable String value) {
        if (value != null) {
            order.put(name, value);
        }
    }
}
