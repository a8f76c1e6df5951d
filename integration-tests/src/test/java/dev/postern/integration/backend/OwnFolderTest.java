package dev.postern.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {
    @Test
    void it_goes_with_all_that_is_in_it_and_nothing_else(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "kept");
        OwnFolder folder = OwnFolder.named("test");
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Files.writeString(deep.resolve("file"), "file");
        Files.createSymbolicLink(deep.resolve("folder"), elsewhere);
        Files.createSymbolicLink(deep.resolve("nowhere"), deep.resolve("missing"));
        Files.setPosixFilePermissions(
                Files.createFile(deep.resolve("unreadable")), PosixFilePermissions.fromString("---------"));
        folder.close();
        assertThat(folder.path()).doesNotExist();
        assertThat(kept).hasContent("kept");
        folder.close();
    }

    @Test
    void what_a_process_on_its_way_out_writes_goes_as_well() throws Exception {
        OwnFolder folder = OwnFolder.named("test");
        Process leaving = new ProcessBuilder(
                        "sh",
                        "-c",
                        "for i in $(seq 200); do echo x >$0/$i; done 2>/dev/null",
                        folder.path().toString())
                .start();
        folder.close();
        leaving.waitFor();
        assertThat(folder.path()).doesNotExist();
    }

    /** The child: makes one and forgets it, as a start that fails halfway does. */
    public static void main(String[] none) {
        System.out.println(OwnFolder.named("test").path());
    }

    @Test
    void what_nobody_has_closed_goes_with_the_process() throws Exception {
        Process forgetful = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnFolderTest.class.getName())
                .start();
        String made = new String(forgetful.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(forgetful.waitFor()).isZero();
        assertThat(made).contains("postern-test");
        assertThat(Path.of(made)).doesNotExist();
    }

    @Test
    void it_stays_where_somebody_wants_to_look_at_it() {
        OwnFolder folder = OwnFolder.named("test");
        System.setProperty("postern.keep", "true");
        try {
            folder.close();
            assertThat(folder.path()).isDirectory();
        } finally {
            System.clearProperty("postern.keep");
            folder.close();
        }
    }
}
