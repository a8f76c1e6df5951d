package dev.postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.bench.backend.FakeBackend;
import dev.postern.bench.backend.Manners;
import dev.postern.bench.load.Credentials;
import dev.postern.bench.load.IdleSessions;
import dev.postern.bench.load.Mode;
import dev.postern.bench.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver against the fake backend, with nothing in between. */
class DriverTest {
    private static final String PASSWORD = "secret";
    private static final Duration WINDOW = Duration.ofMillis(300);
    private static final long CPU_PER_LOOK = 1_000;

    private static Target target(FakeBackend backend, String password) {
        return new Target(
                false, backend.imapPort(), OptionalInt.of(backend.smtpPort()), Credentials.plain(3, "", password));
    }

    private static Sample sample(Mode mode, Manners manners, String password) throws IOException, InterruptedException {
        long[] cpu = {0};
        try (FakeBackend backend = FakeBackend.start(PASSWORD, manners)) {
            return Measurement.take(target(backend, password), mode, WINDOW, () -> cpu[0] += CPU_PER_LOOK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsWhatIsDone(Mode mode) throws Exception {
        Sample sample = sample(mode, Manners.GOOD, PASSWORD);
        assertThat(sample.faults()).isEmpty();
        assertThat(sample.operations()).isPositive();
        assertThat(sample.cpuMicros()).isEqualTo(CPU_PER_LOOK);
        assertThat(sample.cost()).isEqualTo((double) CPU_PER_LOOK / sample.operations());
        assertThat(sample.p99Micros()).isPositive();
        assertThat(sample.seconds()).isGreaterThanOrEqualTo(0.3);
    }

    @Test
    void noticesSomebodyElsesTag() throws Exception {
        assertFault(sample(Mode.NOOP, Manners.WRONG_TAG, PASSWORD), "wrong-answer at noop");
    }

    @Test
    void noticesAWrongOctetInAMebibyte() throws Exception {
        assertFault(sample(Mode.FETCH, Manners.WRONG_BODY, PASSWORD), "wrong-body at fetch");
    }

    @Test
    void noticesARefusedAppend() throws Exception {
        assertFault(sample(Mode.APPEND, Manners.REFUSES_MAIL, PASSWORD), "refused at append");
    }

    @Test
    void noticesARefusedMail() throws Exception {
        assertFault(sample(Mode.SMTP, Manners.REFUSES_MAIL, PASSWORD), "refused at content");
    }

    @Test
    void noticesAnEarlyEnd() throws Exception {
        assertFault(sample(Mode.NOOP, Manners.HANGS_UP, PASSWORD), "closed at noop");
    }

    @Test
    void noticesARefusedLogin() throws Exception {
        assertFault(sample(Mode.LOGIN, Manners.GOOD, "guessed"), "refused at login");
    }

    private static void assertFault(Sample sample, String name) {
        assertThat(sample.operations()).isZero();
        assertThat(sample.cost()).isNaN();
        assertThat(sample.faults()).containsOnlyKeys(name);
        assertThat(sample.faults().get(name)).isPositive();
    }

    @Test
    void idleSessionsAreOpenedAndTouched() throws Exception {
        try (FakeBackend backend = FakeBackend.start(PASSWORD, Manners.GOOD);
                IdleSessions sessions = new IdleSessions(target(backend, PASSWORD))) {
            sessions.add(40);
            sessions.touch();
            assertThat(sessions.count()).isEqualTo(40);
            assertThat(sessions.tally().faults()).isEmpty();
        }
    }

    @Test
    void idleSessionsThatDiedAreFaults() throws Exception {
        try (FakeBackend backend = FakeBackend.start(PASSWORD, Manners.HANGS_UP);
                IdleSessions sessions = new IdleSessions(target(backend, PASSWORD))) {
            sessions.add(5);
            sessions.touch();
            assertThat(sessions.tally().faults()).containsEntry("closed at noop", 5L);
        }
    }
}
