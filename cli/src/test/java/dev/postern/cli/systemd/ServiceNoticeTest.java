package dev.postern.cli.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to systemd's socket, as another program receives it, and what systemd's variables mean. */
@Timeout(30)
class ServiceNoticeTest {
    /** Prints each datagram as one line, behind it what the monotonic clock said then in microseconds. */
    private static final String RECEIVER = """
            import socket, sys, time
            name = sys.argv[1]
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(("\\0" + name[1:]) if name[0] == "@" else name)
            print("bound", flush=True)
            while True:
                text = s.recv(4096).decode().replace("\\n", "|")
                print(text, int(time.monotonic() * 1000000), flush=True)
            """;

    private static final Pattern RELOAD = Pattern.compile("RELOADING=1\\|MONOTONIC_USEC=(\\d+) (\\d+)");

    private final Path folder;

    ServiceNoticeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aWatchdogCountsWhereItIsMeantForThisProcess() {
        String own = String.valueOf(ProcessHandle.current().pid());
        assertThat(ServiceNotice.watchdog(Map.of("WATCHDOG_USEC", "30000000"))).contains(Duration.ofSeconds(30));
        assertThat(ServiceNotice.watchdog(Map.of("WATCHDOG_USEC", "1500000", "WATCHDOG_PID", own)))
                .contains(Duration.ofMillis(1500));
        assertThat(ServiceNotice.watchdog(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", own + "0")))
                .isEmpty();
        assertThat(ServiceNotice.watchdog(Map.of())).isEmpty();
    }

    /** A reload that is refused meanwhile ends with the same words. */
    @Test
    void whoDrainsDoesNotSayThatHeServes() {
        List<String> told = new ArrayList<>();
        ServiceNotice notice = new ServiceNotice(told::add, Optional.empty());
        notice.ready();
        notice.draining();
        notice.ready();
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).isEqualTo("READY=1\nSTATUS=Serving");
        assertThat(told.get(1)).startsWith("STATUS=Draining");
        assertThat(told.get(2)).isEqualTo("READY=1\n" + told.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "abc", "30000000 ", "99999999999999999999"})
    void aWatchdogThatIsNoNumberIsNone(String micros) {
        assertThat(ServiceNotice.watchdog(Map.of("WATCHDOG_USEC", micros))).isEmpty();
    }

    @Test
    void withoutAManagerNothingIsSent() {
        ServiceNotice notice = ServiceNotice.of(Map.of("WATCHDOG_USEC", "30000000"));
        notice.ready();
        notice.stopping();
        assertThat(notice.watchdog()).isEmpty();
    }

    @Test
    void messagesArriveAtAPath() throws Exception {
        messagesArrive(folder.resolve("notify").toString());
    }

    @Test
    void messagesArriveAtAnAbstractName() throws Exception {
        messagesArrive("@postern-test-" + ProcessHandle.current().pid());
    }

    private void messagesArrive(String place) throws IOException, InterruptedException {
        assumeTrue(UnixDatagrams.here().isPresent(), "this takes Java 22 or newer");
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0,
                "python3 is missing: nobody to receive");
        Process receiver = new ProcessBuilder("python3", "-c", RECEIVER, place)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = receiver.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("bound");
            ServiceNotice notice = ServiceNotice.of(Map.of("NOTIFY_SOCKET", place, "WATCHDOG_USEC", "30000000"));
            notice.reloading();
            notice.ready();
            notice.alive();
            notice.stopping();

            List<String> received = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                received.add(String.valueOf(lines.readLine()));
            }
            assertThat(received.get(1)).startsWith("READY=1|STATUS=");
            assertThat(received.get(2)).startsWith("WATCHDOG=1 ");
            assertThat(received.get(3)).startsWith("STOPPING=1|STATUS=");
            Matcher reload = RELOAD.matcher(received.get(0));
            assertThat(reload.matches()).as(received.get(0)).isTrue();
            assertThat(Long.parseLong(reload.group(2)) - Long.parseLong(reload.group(1)))
                    .as("the same clock, in the same unit")
                    .isBetween(0L, 10_000_000L);
        } finally {
            receiver.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/nowhere/notify", "@nobody-is-here", "vsock:2:1"})
    void whatNobodyTakesIsNotSent(String place) {
        Optional<UnixDatagrams> datagrams = UnixDatagrams.here();
        assumeTrue(datagrams.isPresent(), "this takes Java 22 or newer");
        assertThat(datagrams.orElseThrow().send(place, "READY=1")).isFalse();
        assertThat(datagrams.orElseThrow().send("/" + "x".repeat(200), "READY=1"))
                .isFalse();
    }
}
