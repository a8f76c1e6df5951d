package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of configs/broken is refused with exactly the words beside it. */
class BrokenConfigurationTest {
    private static final Path BROKEN = Path.of("src/test/resources/configs/broken");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(BROKEN)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedWithEveryProblemAtOnce(Path file, @TempDir Path folder) throws IOException {
        Path expected = Path.of(file.toString().replaceFirst("yaml$", "expected"));

        String problems = new SettingsFolder(folder).problems(Files.readString(file));

        assertThat(problems).isEqualTo(Files.readString(expected));
    }

    @Test
    void aMissingFileIsOneProblem(@TempDir Path folder) {
        ConfigurationFile absent = ConfigurationFile.at(folder.resolve("none.yaml"), java.util.Map.of());

        assertThat(org.assertj.core.api.Assertions.catchThrowable(absent::read))
                .hasMessageContaining("none.yaml: does not exist; start from the example");
    }

    @Test
    void aFileThatEverybodyMayChangeIsNobodysWord(@TempDir Path folder) throws IOException {
        SettingsFolder settings = new SettingsFolder(folder);
        Path file = settings.write("postern.yaml", "listeners: []\n", "rw-rw-rw-");

        assertThat(settings.problems("listeners: []\n"))
                .isEqualTo("postern.yaml: may be changed by everybody, and with it whose tokens are good; chmod o-w "
                        + file.getFileName() + "\n");
    }

    @Test
    void aFileOfAnySizeAndDepthIsReadWithinBounds(@TempDir Path folder) throws IOException {
        SettingsFolder settings = new SettingsFolder(folder);

        assertThat(settings.problems("a: ".repeat(400_000))).hasLineCount(1).contains("larger than 1 MiB");
        assertThat(settings.problems("[".repeat(500_000))).hasLineCount(1).contains("nested too deeply");
        assertThat(settings.problems("\u0000")).hasLineCount(1);
        assertThat(settings.problems("")).hasLineCount(1).contains("says nothing");
    }
}
