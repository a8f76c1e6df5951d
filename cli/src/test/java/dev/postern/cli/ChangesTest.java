package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void everyPartOfTheConfigurationIsWatchedUnderANameOfTheFile() {
        List<String> sections = Changes.sections();
        assertThat(sections).hasSize(Configuration.class.getRecordComponents().length);
        assertThat(topLevelKeys()).containsExactlyInAnyOrderElementsOf(sections);
    }

    private static List<String> topLevelKeys() {
        return ConfigurationFile.reference()
                .lines()
                .filter(line -> line.matches("#?[a-z][a-z-]*:.*"))
                .map(line -> line.replaceFirst("^#?([a-z-]+):.*", "$1"))
                .toList();
    }

    @Test
    void whatNeedsARestartIsASectionOrInOne() {
        assertThat(Changes.fixed()).allMatch(name -> Changes.sections().contains(name.replaceFirst("\\..*", "")));
    }
}
