package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ConfigurationFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says, where, and with which exit code. */
class PosternTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = Postern.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Which command?", "config");
    }

    @Test
    void helpShowsExamplesAndExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Examples:", "postern config check", "78");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(run("--version")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("postern ").doesNotContain("unknown", "${");
    }

    @Test
    void anUnknownOptionIsAUsageErrorWithoutAStack() {
        assertThat(run("config", "check", "--fiel", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--fiel").doesNotContain("\tat ");
    }

    @Test
    void aBadConfigurationEndsWith78AndEveryProblemInALine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("postern.yaml"), "listners: []\nlog: { level: loud }\n");

        assertThat(run("config", "check", "--file", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString())
                .contains(file + ":1 listners: is no setting; did you mean listeners?")
                .contains(file + ":2 log.level: is 'loud'; write one of")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingConfigurationEndsWith78(@TempDir Path folder) {
        assertThat(run("config", "show", "-c", folder.resolve("none.yaml").toString()))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).contains("does not exist; start from the example");
    }

    @Test
    void theReferenceGoesToStandardOutput() {
        assertThat(run("config", "reference")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo(ConfigurationFile.reference());
    }

    @Test
    void everyCommandShowsAnExample() {
        assertThat(withoutExample(Postern.commandLine())).isEmpty();
    }

    private static List<String> withoutExample(CommandLine command) {
        List<String> names = new ArrayList<>();
        boolean ours = !command.getCommandName().equals("generate-completion");
        if (ours && !command.getUsageMessage().contains("Example")) {
            names.add(command.getCommandName());
        }
        command.getSubcommands().values().forEach(inner -> names.addAll(withoutExample(inner)));
        return names;
    }

    @Test
    void theShellCanCompleteEveryCommand() {
        assertThat(run("generate-completion")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("complete -F", "log-level", "--older-than");
    }

    @Test
    void sessionsAreNotEndedWithoutSayingWhichAndWhy() {
        assertThat(run("sessions", "end", "--user", "ada")).isEqualTo(ExitCode.USAGE);
        assertThat(run("sessions", "end", "--reason", "r")).isEqualTo(ExitCode.USAGE);
        assertThat(run("sessions", "end", "--all", "--user", "ada", "--reason", "r"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("sessions", "list", "--older-than", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("with unit ms, s, m, h or d").doesNotContain("\tat ");
    }
}
