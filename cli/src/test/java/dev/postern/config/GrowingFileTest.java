package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.type.GrowingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a log may go. */
class GrowingFileTest {
    private final Path folder;

    GrowingFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path parse(String text) throws BadValue {
        return new GrowingFile().parse(text, new Surroundings(folder, Optional.empty()));
    }

    private void refused(String text, String why) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        BadValue.class,
                        bad -> assertThat(bad.what() + "; " + bad.mend()).contains(why));
    }

    @Test
    void aFileThatIsThereOrCanBeIsTaken() throws Exception {
        assertThat(parse("postern.log")).isEqualTo(folder.resolve("postern.log"));
        Files.createFile(folder.resolve("postern.log"));
        assertThat(parse(folder + "/postern.log")).isEqualTo(folder.resolve("postern.log"));
    }

    @Test
    void whatCannotGrowIsRefusedWithAFix() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));

        refused("none/postern.log", "none, which is not there; create it");
        refused("open/postern.log", "may be written by everybody; name a folder of Postern's own");
        refused("open", "is no regular file");
        refused("link", "is no regular file");
        refused("a%d.log", "percent or dollar sign");
        refused("a${env:HOME}.log", "percent or dollar sign");
        refused("a\0b", "is no path");
    }
}
