package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postern status}: how the running Postern is. */
@Command(
        name = "status",
        description = "Tell how the running Postern is: since when, who is in, what was refused, what is behind.",
        mixinStandardHelpOptions = true,
        footerHeading = ExitCode.EXAMPLES,
        footer = {"  postern status", "  postern status --output json | jq .sessions.total"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final ControlOption control = new ControlOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ControlReply reply = control.ask("GET", "/v1/status", "");
        if (control.json()) {
            Output.text(spec, reply.text());
        } else {
            table(new Members(reply.json())).print(spec.commandLine(), true);
        }
        return ExitCode.OK;
    }

    private static Table table(Members status) {
        Table table = new Table();
        table.row("postern " + status.text("version"), status.text("state"));
        String up = Ages.of(Duration.ofSeconds(status.number("up_seconds")));
        table.row("up since", status.text("since") + " (" + up + ")");
        table.row("log level", status.text("log_level"));
        Members sessions = status.object("sessions");
        table.row(
                "sessions",
                sessions.text("total") + ", " + sessions.text("logged_in") + " logged in: "
                        + sessions.object("by_protocol").counts()
                        + some(sessions.number("ending"), " ending")
                        + some(sessions.number("awaiting_header"), " more await their PROXY header"));
        for (Members listener : status.objects("listeners")) {
            table.row(
                    "listener",
                    listener.text("name") + " " + listener.text("address") + " " + listener.texts("protocols"));
        }
        for (Members backend : status.objects("backends")) {
            table.row(
                    "backend",
                    backend.text("name") + " " + backend.text("protocol") + " " + backend.text("server") + " "
                            + backend.text("state") + " " + backend.text("reason"));
        }
        for (Members keys : status.objects("keys")) {
            table.row("keys", keys(keys));
        }
        Members since = status.object("since_start");
        table.row("connections", since.text("connections"));
        table.row("logins", since.object("logins").counts());
        table.row("tokens refused", since.object("tokens_refused").counts());
        table.row("unreadable attempts", since.text("unreadable_attempts"));
        table.row("forged claims", since.text("forged_claims"));
        table.row("backend refused", since.object("backend_logins_failed").counts());
        table.row("turned away", since.object("turned_away").counts());
        table.row("closed", since.object("closed").counts());
        return table;
    }

    /** Nothing where there is none: it is the rule. */
    private static String some(long count, String what) {
        return count == 0 ? "" : "; " + count + what;
    }

    private static String keys(Members keys) {
        String age = keys.text("age_seconds").isEmpty()
                ? "never fetched"
                : "fetched " + Ages.of(Duration.ofSeconds(keys.number("age_seconds"))) + " ago";
        String trouble = keys.text("trouble").isEmpty() ? "" : ", latest fetch failed: " + keys.text("trouble");
        return keys.text("issuer") + " " + keys.text("count") + ", " + age
                + (keys.text("usable").equals("true") ? "" : ", not usable") + trouble;
    }
}
