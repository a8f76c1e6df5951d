package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postern reload}. */
@Command(
        name = "reload",
        description = "Let the running Postern read its configuration file anew. New connections are served by the new "
                + "settings, sessions go on; a file that is not good changes nothing, and all its problems are told.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:the settings are in force, but for those that are said to need a restart",
            "1:nothing has changed: a port is taken, for example; the message says why",
            ExitCode.ASKED_WRONGLY,
            ExitCode.NOBODY_ANSWERS,
            "78:nothing has changed: the configuration is not good; every problem is told"
        },
        footerHeading = ExitCode.EXAMPLES,
        footer = {"  postern reload", "  postern reload --output json | jq .needs_restart"})
public final class ReloadCommand implements Callable<Integer> {
    private static final int NOT_GOOD = 422;

    /** Slow disks, keys with slow passphrases, orders before ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private final ControlOption control = new ControlOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ControlReply reply = control.reply("POST", "/v1/reload", "", PATIENCE);
        boolean notGood = reply.status() == NOT_GOOD;
        if (!reply.good() && !notGood) {
            throw new CommandFailed(Table.printable(reply.error()));
        }
        Members answer = new Members(reply.json());
        if (notGood) {
            tell(answer);
        }
        if (control.json()) {
            Output.text(spec, reply.text());
        } else if (!notGood) {
            Output.text(spec, done(answer));
        }
        return notGood ? ExitCode.CONFIGURATION : ExitCode.OK;
    }

    /** As {@code config check} does. */
    private void tell(Members answer) {
        PrintWriter err = spec.commandLine().getErr();
        for (Members problem : answer.objects("problems")) {
            String setting = problem.text("setting");
            err.println(Table.printable(problem.text("file") + ":" + problem.text("line")
                    + (setting.isEmpty() ? "" : " " + setting) + ": " + problem.text("problem") + "; "
                    + problem.text("fix")));
        }
        err.println("postern: nothing has changed");
    }

    private static String done(Members answer) {
        String changed = answer.texts("changed");
        String restart = answer.texts("needs_restart");
        long ended = answer.number("sessions_ended");
        return (changed.isEmpty() ? "reloaded, no setting has changed" : "reloaded, changed: " + changed)
                + (restart.isEmpty() ? "" : "\nneeds a restart: " + restart)
                + (ended == 0 ? "" : "\nsessions told to end, their issuer, client or route is gone: " + ended)
                + (answer.flag("credentials_of_start")
                        ? "\nsecrets that systemd hands over are those of the start; for new ones: systemctl restart postern"
                        : "");
    }
}
