package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The man pages that the command writes about itself, as groff and man read them. */
class ManPagesTest {
    private final Path folder;

    ManPagesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void write() {
        assertThat(run("generate-man", "--directory", folder.toString())).isEqualTo(ExitCode.OK);
    }

    private static int run(String... arguments) {
        CommandLine command = Postern.commandLine();
        StringWriter said = new StringWriter();
        command.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        return command.execute(arguments);
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private String text(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(java.util.Map.of("MANWIDTH", "100", "MANPAGER", "cat", "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out).replaceAll("\u001b\\[[0-9;]*m|.\b", "");
        Files.delete(out);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static void needs(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!there) {
            System.err.println("SKIPPED: " + program + " is missing");
        }
        assumeTrue(there, program);
    }

    @Test
    void groffHasNothingToSayAboutAnyPage() throws Exception {
        needs("groff");
        assertThat(pages()).hasSizeGreaterThan(15);
        for (Path page : pages()) {
            assertThat(text("groff", "-man", "-Tutf8", "-ww", "-z", page.toString()))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    @Test
    void everyCommandAndEveryOptionHasItsPlace() throws Exception {
        needs("groff");
        assertThat(missing(Postern.commandLine())).isEmpty();
    }

    private List<String> missing(CommandLine command) throws Exception {
        List<String> missing = new ArrayList<>();
        String name = command.getCommandSpec().qualifiedName("-");
        String page = text(
                "groff",
                "-man",
                "-Tascii",
                "-P-c",
                folder.resolve("man1/" + name + ".1").toString());
        for (String heading :
                List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO")) {
            if (page.lines().noneMatch(heading::equals)) {
                missing.add(name + " " + heading);
            }
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!page.contains(option.longestName())) {
                missing.add(name + " " + option.longestName());
            }
        }
        if (page.contains("${") || page.contains("%n")) {
            missing.add(name + ": something is not filled in");
        }
        for (CommandLine inner : command.getSubcommands().values()) {
            missing.addAll(missing(inner));
        }
        return missing;
    }

    @Test
    void manShowsAPageAsAnyOther() throws Exception {
        needs("man");
        String page = text(
                "man",
                "--warnings",
                "-l",
                folder.resolve("man1/postern-sessions-end.1").toString());

        assertThat(page)
                .contains("POSTERN-SESSIONS-END(1)", "postern-sessions-end - End sessions, politely")
                .contains("postern sessions end")
                .containsPattern("--reason=TEXT\\s+Why; it goes to the log with your name")
                .containsPattern("69\\s+no running Postern answers")
                .contains("--reason 'stolen phone'")
                .contains("postern-sessions-list(1)", "postern.yaml(5)");
    }

    @Test
    void everySettingIsInThePageOfTheFile() throws Exception {
        needs("man");
        String page = text(
                "man", "--warnings", "-l", folder.resolve("man5/postern.yaml.5").toString());

        assertThat(page)
                .contains("backends[].imap", "forward-address", "issuers[].sessions")
                .containsPattern("grace\\s+");
    }

    @Test
    void theSameProgramWritesTheSameOctets(@TempDir Path again) throws Exception {
        assertThat(run("generate-man", "--directory", again.toString())).isEqualTo(ExitCode.OK);
        for (Path page : pages()) {
            assertThat(again.resolve(folder.relativize(page))).hasSameBinaryContentAs(page);
        }
    }

    @Test
    void aDirectoryThatCannotBeIsToldInALine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        CommandLine command = Postern.commandLine();
        StringWriter err = new StringWriter();
        command.setErr(new PrintWriter(err, true));

        assertThat(command.execute("generate-man", "--directory", file.toString()))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).hasLineCount(1).contains("cannot write to " + file, "name a directory");
    }
}
