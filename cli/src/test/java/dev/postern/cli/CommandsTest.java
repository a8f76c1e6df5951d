package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** Which commands are looked at, and which word of a service manager needs none of that. */
class CommandsTest {
    @Test
    void eachHasTheNameThatItsHelpShows() {
        Commands.all()
                .forEach((name, command) -> assertThat(
                                Objects.requireNonNull(command.get().getClass().getAnnotation(Command.class))
                                        .name())
                        .isEqualTo(name));
    }

    @Test
    void theNamedOneIsLookedAtAlone() {
        assertThat(Commands.wanted("status", "--output", "json")).containsOnlyKeys("status");
    }

    @ParameterizedTest
    @CsvSource({"''", "--help", "statsu", "generate-man", "generate-completion"})
    void allAreLookedAtWhereTheyAreWrittenAbout(String first) {
        assertThat(Commands.wanted(first)).isEqualTo(Commands.all());
    }

    @Test
    void withoutAWordAllAreLookedAt() {
        assertThat(Commands.wanted()).isEqualTo(Commands.all());
    }

    @Test
    void plainServeIsUnderstoodWithoutPicocli() {
        assertThat(file("serve")).contains(Path.of("/etc/postern/postern.yaml"));
        assertThat(file("serve", "--config", "/x/postern.yaml")).contains(Path.of("/x/postern.yaml"));
    }

    @ParameterizedTest
    @CsvSource({"serve --help", "serve --take-over", "serve --config", "serve --config=x", "serve -c x", "config check"
    })
    void everythingElseIsPicoclis(String line) {
        assertThat(file(line.split(" "))).isEmpty();
    }

    private static Optional<Path> file(String... arguments) {
        return PlainServe.of(arguments).map(plain -> plain.config().path());
    }
}
