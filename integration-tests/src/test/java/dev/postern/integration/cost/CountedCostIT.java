package dev.postern.integration.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestCertificates;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.integration.backend.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relayed command and a relayed MiB use up, counted rather than timed: no busy machine changes it. */
@SuppressWarnings("NullAway.Init")
class CountedCostIT {
    private static final int MIB = 1024 * 1024;
    private static final int WARM_UP = 3_000;
    private static final int COUNTED = 1_000;
    private static final int MEBIBYTES = 16;
    private static final int SESSIONS = 40;
    private static final int MOST_OBJECTS = 110;

    private TestCertificates certificates;

    @BeforeEach
    void certificates(@TempDir Path folder) throws Exception {
        certificates = TestCertificates.in(folder);
    }

    /** Each way is one read and one write; a second one for a few, where a record comes in two segments. */
    @Test
    void a_noop_takes_two_reads_and_two_writes() throws Exception {
        try (BulkBackend backend = new BulkBackend(new byte[0], false);
                RelayedClient client = idling(backend)) {
            client.use(WARM_UP);
            RelayedClient.Use use = client.use(COUNTED);
            System.out.printf("noop: %s of %d%n", use, COUNTED);
            assertThat(use.writes()).isBetween(2L * COUNTED, 2L * COUNTED + COUNTED / 20);
            assertThat(use.reads()).isBetween(2L * COUNTED, 2L * COUNTED + COUNTED / 20);
            assertThat(use.allocated() / COUNTED).isLessThan(4_000);
        }
    }

    /** The server's flight; ticket and greeting; the login at the backend; its outcome for the client. */
    @Test
    void a_login_takes_four_writes() throws Exception {
        try (BulkBackend backend = new BulkBackend(new byte[0], false);
                RelayedClient client = idling(backend)) {
            client.logins(SESSIONS);
            RelayedClient.Use use = client.logins(SESSIONS);
            System.out.printf("login: %s of %d%n", use, SESSIONS);
            assertThat(use.writes()).isBetween(4L * SESSIONS, 4L * SESSIONS + SESSIONS / 4);
        }
    }

    /** Eight reads of 128 KiB make a MiB; more where the backend has not sent so much yet. */
    @Test
    void a_mebibyte_takes_few_and_large_writes_and_next_to_no_memory() throws Exception {
        byte[] message = Arrays.copyOf(GateCostIT.message(), MEBIBYTES * MIB);
        try (BulkBackend backend = new BulkBackend(message, false);
                RelayedClient client = new RelayedClient(
                        certificates, new ImapProtocol(ImapSettings.STANDARD), backend.port(), talk -> {
                            talk.ask("a AUTHENTICATE OAUTHBEARER " + GateCostIT.bearer(), "a OK");
                            return () -> {
                                talk.send("b FETCH 1 BODY[]\r\n");
                                talk.lineWith("* 1 FETCH");
                                talk.skip(message.length);
                                talk.lineWith("b OK");
                            };
                        })) {
            client.use(5);
            RelayedClient.Use use = client.use(3);
            System.out.printf("fetch: %s of %d MiB%n", use, 3 * MEBIBYTES);
            assertThat(use.writes() / (3 * MEBIBYTES)).isLessThan(24);
            assertThat(use.allocated() / (3 * MEBIBYTES)).isLessThan(MIB / 4);
        }
    }

    /** Those of ours, of MINA and of the engine; what a session no longer needs once it relays is gone. */
    @Test
    void an_idle_session_keeps_few_objects_and_an_ended_one_none() throws Exception {
        Predicate<String> ours = name -> name.matches("(dev\\.postern\\.(core|imap)|org\\.apache\\.mina)\\..*");
        Predicate<String> early = name -> name.matches(
                "dev\\.postern\\.(core\\.token\\.Bearer|core\\.session\\.(Prelude|BackendAttempt)|imap\\.(prelude|backend)\\.).*");
        Predicate<String> counted = ours.or(name -> name.startsWith("sun.security.ssl."));
        try (BulkBackend backend = new BulkBackend(new byte[0], false);
                RelayedClient first = idling(backend)) {
            first.use(10);
            long before = LiveObjects.count(counted);
            long oursBefore = LiveObjects.count(ours);
            long earlyBefore = LiveObjects.count(early);
            List<Talk> idle = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                idle.add(first.another());
            }
            long each = (LiveObjects.count(counted) - before) / SESSIONS;
            System.out.printf("idle session: %d objects, the client's own engine among them%n", each);
            assertThat(each).isLessThan(MOST_OBJECTS);
            assertThat(LiveObjects.count(early) - earlyBefore)
                    .as("the token, and what else came before the login")
                    .isLessThan(SESSIONS / 2);
            for (Talk talk : idle) {
                talk.close();
            }
            // What the engines remember for resumption stays, within its bounds.
            Waiting.until("sessions to be collected", () -> LiveObjects.count(ours) - oursBefore < SESSIONS);
        }
    }

    /** Logged in, and good for NOOPs. */
    private RelayedClient idling(BulkBackend backend) throws Exception {
        return new RelayedClient(certificates, new ImapProtocol(ImapSettings.STANDARD), backend.port(), talk -> {
            talk.ask("a AUTHENTICATE OAUTHBEARER " + GateCostIT.bearer(), "a OK");
            return () -> talk.ask("b NOOP", "b OK");
        });
    }
}
