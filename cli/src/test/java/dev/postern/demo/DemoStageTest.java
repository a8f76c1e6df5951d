package dev.postern.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DemoStageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path place;

    private static DemoSettings anyPorts(Optional<Path> folder) {
        return new DemoSettings(0, 0, 0, folder);
    }

    @Test
    void itsFilesAreForTheirOwnerAloneAndGoWithIt() throws Exception {
        Path folder = place.resolve("demo");
        try (DemoStage stage = DemoStage.open(anyPorts(Optional.of(folder)))) {
            assertThat(stage.configuration()).isEqualTo(folder.resolve("postern.yaml"));
            assertThat(permissions(folder)).isEqualTo("rwx------");
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(9).allMatch(file -> permissions(file).equals("rw-------"));
            }
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatSomebodyElsePutThereStays() throws Exception {
        Path kept = place.resolve("mine.txt");
        try (DemoStage stage = DemoStage.open(anyPorts(Optional.of(place)))) {
            assertThat(stage.configuration()).exists();
            Files.writeString(kept, "mine");
        }
        try (var files = Files.list(place)) {
            assertThat(files).containsExactly(kept);
        }
    }

    @Test
    void aFolderInUseIsRefused() throws Exception {
        Files.writeString(place.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> DemoStage.open(anyPorts(Optional.of(place))))
                .isInstanceOf(DemoProblem.class)
                .hasMessage(place + " is not an empty folder: choose another with --folder FOLDER");
    }

    @Test
    void aTakenPortIsSaidInOneLineWithTheOptionToUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> DemoStage.open(new DemoSettings(port, 0, 0, Optional.of(place))))
                    .isInstanceOf(DemoProblem.class)
                    .hasMessage(
                            "port " + port + " is taken: choose another with --imap-port PORT (0 for any free one)");
        }
        try (var files = Files.list(place)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aNumberThatIsNoPortIsSaidInOneLine() {
        assertThatThrownBy(() -> DemoStage.open(new DemoSettings(0, 70_000, 0, Optional.of(place))))
                .isInstanceOf(DemoProblem.class)
                .hasMessage("--smtp-port 70000 is no port: choose 1 to 65535, or 0 for any free one");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidInOneLine() {
        Path folder = place.resolve("missing").resolve("demo");

        assertThatThrownBy(() -> DemoStage.open(anyPorts(Optional.of(folder))))
                .isInstanceOf(DemoProblem.class)
                .hasMessage(folder + " cannot be made: choose another with --folder FOLDER");
    }

    @Test
    void aPathThatAShellWouldTakeApartIsQuoted() {
        DemoPage page = new DemoPage("/tmp/it's here", 8443, 8465, "http://127.0.0.1:1/token");

        assertThat(page.text()).contains("--cacert '/tmp/it'\\''s here/ca.pem'");
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
