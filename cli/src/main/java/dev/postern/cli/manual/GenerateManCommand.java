package dev.postern.cli.manual;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern generate-man}. */
@Command(
        name = "generate-man",
        description = {
            "Write the man pages: one for each command, and one for the configuration.",
            "Packages do this when they are built. The same program writes the same octets."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE, ExitCode.FAILED, ExitCode.ASKED_WRONGLY},
        footerHeading = ExitCode.EXAMPLE,
        footer = "  postern generate-man --directory /usr/local/share/man")
public final class GenerateManCommand implements Callable<Integer> {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            required = true,
            description = "Where man1 and man5 are, or will be.")
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        String source = "postern "
                + spec.root().version()[0].replaceFirst("^postern ", "").replaceFirst(" \\(.*", "");
        List<ManPage> pages = new ManPage(spec.root(), source).withInner();
        try {
            Path commands = Files.createDirectories(directory.resolve("man1"));
            for (ManPage page : pages) {
                Files.writeString(commands.resolve(page.file()), page.text(), StandardCharsets.US_ASCII);
            }
            Path files = Files.createDirectories(directory.resolve("man5"));
            Files.writeString(
                    files.resolve(SettingsManPage.FILE), SettingsManPage.text(source), StandardCharsets.US_ASCII);
        } catch (IOException unable) {
            throw new CommandFailed(
                    "cannot write to " + directory + ": " + unable + "; name a directory that you may write to");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(pages.size() + 1 + " pages in " + directory);
        out.flush();
        return ExitCode.OK;
    }
}
