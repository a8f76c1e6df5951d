package dev.postern.integration.cost;

import com.sun.management.ThreadMXBean;
import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.transcript.TranscriptSettings;
import dev.postern.integration.transcript.House;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One client that has logged in to a proxy of its own, and what its I/O thread uses up. */
final class RelayedClient implements AutoCloseable {
    private static final TranscriptSettings SETTINGS = new TranscriptSettings(
            true,
            List.of(),
            LoginMethod.PLAIN_AUTHORIZATION_IDENTITY,
            AddressForwarding.NONE,
            BackendTlsMode.NONE,
            PreludeLimits.STANDARD,
            Map.of());

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final House house;
    private final long loop;
    private final SystemCalls calls;
    private final Talk talk;
    private final Move move;
    private final TestCertificates certificates;
    private final Login login;

    RelayedClient(TestCertificates certificates, MailProtocol protocol, int backend, Login login) throws Exception {
        this.certificates = certificates;
        this.login = login;
        List<Long> before = loops();
        List<String> tasksBefore = SystemCalls.tasks("postern-io");
        house = new House(protocol, SETTINGS, backend, certificates, House.SHORT, new AdmissionLimits(100, 100));
        talk = new Talk(certificates, house.port());
        move = login.as(talk);
        loop = loops().stream()
                .filter(thread -> !before.contains(thread))
                .findFirst()
                .orElseThrow();
        calls = SystemCalls.tasks("postern-io").stream()
                .filter(task -> !tasksBefore.contains(task))
                .findFirst()
                .map(SystemCalls::new)
                .orElseThrow();
    }

    private List<Long> loops() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("postern-io"))
                .map(thread -> thread.getThreadId())
                .toList();
    }

    /** Nanoseconds of the I/O thread's CPU. */
    long transfer() throws IOException {
        long before = threads.getThreadCpuTime(loop);
        move.run();
        return threads.getThreadCpuTime(loop) - before;
    }

    /** What the I/O thread uses for so many moves. */
    Use use(int moves) throws IOException {
        return count(() -> {
            for (int i = 0; i < moves; i++) {
                move.run();
            }
        });
    }

    /** What the I/O thread uses for so many logins, all of which stay. */
    Use logins(int sessions) throws IOException {
        List<Talk> open = new ArrayList<>();
        Use used = count(() -> {
            for (int i = 0; i < sessions; i++) {
                open.add(another());
            }
        });
        for (Talk one : open) {
            one.close();
        }
        return used;
    }

    private Use count(Move counted) throws IOException {
        long allocated = threads.getThreadAllocatedBytes(loop);
        long reads = calls.reads();
        long writes = calls.writes();
        counted.run();
        return new Use(
                threads.getThreadAllocatedBytes(loop) - allocated, calls.reads() - reads, calls.writes() - writes);
    }

    /** One more session of the same kind at the same proxy. */
    Talk another() throws IOException {
        Talk more = new Talk(certificates, house.port());
        login.as(more);
        return more;
    }

    @Override
    public void close() throws IOException {
        talk.close();
        house.close();
    }

    /** Octets allocated, and system calls. */
    record Use(long allocated, long reads, long writes) {}

    /** Logs in, and tells how to move one message. */
    interface Login {
        Move as(Talk talk) throws IOException;
    }

    /** One piece of work for the relay, to its end. */
    interface Move {
        void run() throws IOException;
    }
}
