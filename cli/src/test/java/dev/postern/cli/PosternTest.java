package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.postern.cli.control.SessionProtocol;
import dev.postern.config.ConfigurationFile;
import dev.postern.core.session.LiveSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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
        assertThat(err.toString()).contains("config").endsWith("postern: Which command?" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "session list, postern sessions",
        "sesions end, postern sessions",
        "config chekc, postern config check",
        "doctor --mialbox ada, --mailbox",
    })
    void aMisspelledWordIsAnsweredWithTheOneThatWasMeant(String typed, String meant) {
        assertThat(run(typed.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).contains("Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token explain TOKEN", "token TOKEN", "TOKEN", "token explain --token=TOKEN", "status -x TOKEN"})
    void aTokenThatWasTypedIsNotRepeated(String typed) {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

        assertThat(run(typed.replace("TOKEN", token).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("characters, not shown").doesNotContain("c2lnbmF0dXJl", "eyJ");
    }

    @Test
    void theExampleThatIsNamedIsThere(@TempDir Path folder) {
        run("config", "check", "-c", folder.resolve("none.yaml").toString());

        String example = err.toString().replaceAll("(?s).*the example, ([^,]*), or .*", "$1");
        assertThat(Path.of(example)).isRegularFile();
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

    @ParameterizedTest
    @CsvSource({
        "config check, --file, --file",
        "config show, -c, -c",
        "config check, --config, --config",
        "doctor, --file, --file",
        "token explain, --file, --file",
        "serve, --file, --file",
        "status, --file, --file",
        "sessions list, -c, -c"
    })
    void aFileThatIsNoneIsToldInALineWithTheOptionThatWasWritten(
            String command, String option, String told, @TempDir Path folder) {
        for (Path named : List.of(folder.resolve("none.yaml"), folder, Path.of("/"), Path.of("/dev/null/below"))) {
            err.getBuffer().setLength(0);
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of(option, named.toString()));

            assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(err.toString())
                    .hasLineCount(1)
                    .contains(named + ": ", "name a configuration file with " + told)
                    .doesNotContain("internal error");
        }
    }

    @Test
    void aFileThatMayNotBeReadIsToldWithWhoMayNot(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("postern.yaml"), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeFalse(Files.isReadable(file), "root reads everything");

        assertThat(run("config", "check", "--file", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString())
                .isEqualTo(file + ": may not be read by " + System.getProperty("user.name")
                        + "; let that user read it, or run this as one who may" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--file", "-c", "--config"})
    void anOptionWithoutItsFileIsToldByTheNameThatWasWritten(String option) {
        assertThat(run("config", "check", option)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines().findFirst())
                .hasValue("postern: Missing required parameter for option '" + option + "' (FILE)");
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
        return where(command, each -> !each.getUsageMessage().contains("Example"));
    }

    /** Names of the command and of those below it for which this is so. */
    private static List<String> where(CommandLine command, Predicate<CommandLine> condition) {
        List<String> names = new ArrayList<>();
        if (condition.test(command)) {
            names.add(command.getCommandSpec().qualifiedName());
        }
        command.getSubcommands().values().forEach(inner -> names.addAll(where(inner, condition)));
        return names;
    }

    @Test
    void everyCommandTellsItsExitCodes() {
        assertThat(where(Postern.commandLine(), each -> !exitCodes(each).containsAll(Set.of("0", "2"))))
                .isEmpty();
        assertThat(where(
                        Postern.commandLine(),
                        each -> each.getCommandSpec().findOption("--socket") != null
                                && !exitCodes(each).contains("69")))
                .isEmpty();
    }

    private static Set<String> exitCodes(CommandLine command) {
        return command.getCommandSpec().usageMessage().exitCodeList().keySet();
    }

    @Test
    void whoeverAnswersProgramsDoesSoByTheSameOption() {
        assertThat(where(
                        Postern.commandLine(),
                        each -> each.getCommandSpec().findOption("--socket") != null
                                && each.getCommandSpec().findOption("--output") == null))
                .isEmpty();
        assertThat(where(Postern.commandLine(), PosternTest::hasAnotherOutput)).isEmpty();
    }

    private static boolean hasAnotherOutput(CommandLine command) {
        OptionSpec output = command.getCommandSpec().findOption("--output");
        return output != null && !output.paramLabel().equals("table|json");
    }

    @Test
    void theShellCanCompleteEveryCommand() {
        assertThat(run("generate-completion")).isEqualTo(ExitCode.OK);
        List<String> absent = where(
                Postern.commandLine(), each -> !out.toString().contains(each.getCommandName()) || lacksAnOption(each));
        assertThat(absent).isEmpty();
        assertThat(out.toString())
                .contains("complete -F", "(\"table\" \"json\")", "(\"since\" \"user\" \"address\" \"bytes\")")
                .contains("(\"imap\" \"smtp\")");
    }

    private boolean lacksAnOption(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .anyMatch(option -> !out.toString().contains("'" + option.longestName() + "'"));
    }

    @Test
    void bashCompletesByTheScript(@TempDir Path folder) throws Exception {
        assertThat(run("generate-completion")).isEqualTo(ExitCode.OK);
        Files.writeString(folder.resolve("postern"), out.toString());
        Files.writeString(folder.resolve("try"), """
                . "$1/postern"
                compopt() { :; } # There is no Readline to tell.
                complete_words() {
                    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
                    _complete_postern
                    echo "${COMPREPLY[@]}"
                }
                complete_words postern dr
                complete_words postern sessions end --us
                complete_words postern sessions list --sort ''
                complete_words postern config reference --format m
                """);
        Path said = folder.resolve("said");
        Process bash = new ProcessBuilder("bash", folder.resolve("try").toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEqualTo("drain\n--user\nsince user address bytes\nmarkdown\n");
    }

    @Test
    void aTimeToDrainIsForWhoTakesOver() {
        assertThat(run("serve", "--drain-timeout", "1h")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--take-over").doesNotContain("\tat ");
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

    @Test
    void aProtocolThatNobodySpeaksIsNoEmptyList() {
        assertThat(run("sessions", "list", "--protocol", "pop")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("[IMAP, SMTP, PASSTHROUGH, RELAY, UNDECIDED]", "pop");
        assertThat(Stream.of(SessionProtocol.values()).map(SessionProtocol::toString))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ControlAssembly.PROTOCOLS.stream(), Stream.of(LiveSessions.UNDECIDED))
                                .toList());
    }

    @Test
    void helpFitsIntoEightyColumnsWithItsExamplesWhole() {
        assertThat(where(
                        Postern.commandLine(),
                        each -> each.getUsageMessage().lines().anyMatch(line -> line.length() > 80)))
                .isEmpty();
        assertThat(where(
                        Postern.commandLine(),
                        each -> !Stream.of(each.getCommandSpec().usageMessage().footer())
                                .allMatch(each.getUsageMessage()::contains)))
                .isEmpty();
    }

    @Test
    void whatWasTypedWronglyIsToldInAFewLinesThatHelpDoesNotPushAway() {
        assertThat(run("sessions", "list", "--usr", "ada")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .hasSizeLessThan(4)
                .first()
                .asString()
                .startsWith("postern: ")
                .contains("--usr");
        assertThat(err.toString()).contains("--user", "See postern sessions list --help");
        assertThat(run("sessions")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("postern: list, show or end?", "List who is in");
    }

    @Test
    void aFileWithoutASocketDoesNotLeadToAnotherPosterns(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("without.yaml"), "host-name: mail.example.org\n");

        assertThat(run("drain", "-c", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).contains(file + " names no socket: write a section control");
    }
}
