package dev.postern.cli;

import dev.postern.config.ProtocolName;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern token}: what the policy makes of a token. */
@Command(
        name = "token",
        description = "Say what the configuration makes of a token.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE, ExitCode.ASKED_WRONGLY},
        footerHeading = ExitCode.EXAMPLE,
        footer = "  postern token explain < access-token")
final class TokenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new MissingCommand(spec.commandLine(), "explain?");
    }

    @Command(
            description = {
                "Read a token from standard input and say, check by check, whether it would be accepted, for which "
                        + "mailbox, whose it is and until when. Nobody is logged in anywhere; the issuers are asked for "
                        + "their keys, or about the token, as at a login. The token itself is never shown.",
                "A logout that a running Postern has heard of is not known here."
            },
            mixinStandardHelpOptions = true,
            exitCodeListHeading = ExitCode.HEADING,
            exitCodeList = {
                "0:it would be accepted",
                "1:it would be refused",
                "2:asked wrongly, or standard input holds no token",
                "75:it cannot be told for now: an identity provider does not answer",
                ExitCode.BAD_CONFIGURATION
            },
            footerHeading = ExitCode.EXAMPLES,
            footer = {
                "  postern token explain < access-token",
                "  postern token explain --mailbox support@example.org < access-token",
                "  postern token explain --output json < access-token | jq .verdict"
            })
    int explain(
            @Mixin ConfigFileOption config,
            @Option(
                            names = "--protocol",
                            paramLabel = "imap|smtp",
                            defaultValue = "imap",
                            description = "What the client would speak; default: ${DEFAULT-VALUE}.")
                    ProtocolName protocol,
            @Option(
                            names = "--mailbox",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "The mailbox that the client would ask for; default: it asks for none.")
                    String mailbox,
            @Mixin OutputOption output)
            throws ConfigurationRefused, CommandFailed, InterruptedException {
        // Standard output belongs to the answer, which names every trouble that the log would.
        LogOutput.silence();
        var configuration = config.file().read();
        BearerCredentials credentials = new BearerCredentials(mailbox, token(), "");
        Explanation explanation = TokenQuestion.ask(configuration, credentials, protocol);
        TokenReport report = new TokenReport(explanation, protocol);
        spec.commandLine().getOut().print(output.json() ? report.json() : report.table());
        spec.commandLine().getOut().flush();
        return report.exitCode();
    }

    private BearerToken token() throws CommandFailed {
        try {
            return TokenInput.standard().read();
        } catch (TokenInput.NoToken none) {
            throw new CommandFailed(String.valueOf(none.getMessage()), ExitCode.USAGE);
        }
    }
}
