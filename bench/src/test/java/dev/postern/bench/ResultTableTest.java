package dev.postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.bench.load.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static Sample sample(long operations, long cpuMicros, Map<String, Long> faults) {
        return new Sample(operations, cpuMicros, 1, 5_000, 1, faults);
    }

    @Test
    void aCellIsTheMedianOfItsRounds() {
        Results results = new Results(List.of("postern", "haproxy"));
        for (long cost : new long[] {900, 300, 400}) {
            results.add(Mode.LOGIN, "postern", sample(10, 10 * cost, Map.of()));
            results.add(Mode.LOGIN, "haproxy", sample(10, 5 * cost, Map.of()));
        }
        assertThat(new ResultTable(results).text())
                .contains("| IMAP login, full handshake, µs | 400 | 200 | 2.00 | - |\n")
                .contains("| login p99 when saturated, ms | 5.00 | 5.00 | 1.00 | - |\n")
                .doesNotContain("rror");
        assertThat(results.faulty()).isFalse();
    }

    /** Each Postern is compared, whosever TLS it has. */
    @Test
    void every_provider_of_tls_has_its_ratio() {
        Results results = new Results(List.of("postern", "postern-conscrypt", "haproxy"));
        results.add(Mode.LOGIN, "postern", sample(10, 10_000, Map.of()));
        results.add(Mode.LOGIN, "postern-conscrypt", sample(10, 4_000, Map.of()));
        results.add(Mode.LOGIN, "haproxy", sample(10, 5_000, Map.of()));
        assertThat(new ResultTable(results).text())
                .contains(
                        "| postern : haproxy | postern : nginx | postern-conscrypt : haproxy | postern-conscrypt : nginx |")
                .contains("| 1,000 | 400 | 500 | 2.00 | - | 0.80 | - |");
    }

    @Test
    void bulkIsToldForAGibibyte() {
        Results results = new Results(List.of("postern"));
        results.add(Mode.FETCH, "postern", sample(100, 100_000, Map.of()));
        assertThat(new ResultTable(results).text()).contains("| FETCH of 1 MiB bodies, s per GiB | 1.02 | - | - |\n");
    }

    @Test
    void errorsStandBesideTheirFigure() {
        Results results = new Results(List.of("postern", "nginx"));
        results.add(Mode.SMTP, "postern", sample(10, 5_000, Map.of("refused at login", 2L)));
        results.add(Mode.SMTP, "postern", sample(0, 7, Map.of("refused at login", 1L)));
        results.add(Mode.SMTP, "nginx", sample(0, 7, Map.of("closed at greeting", 4L)));
        assertThat(new ResultTable(results).text())
                .contains("| SMTP login and one 4 KiB mail, µs | 500 (3 errors) | - (4 errors) | - | - |\n")
                .contains("Errors of postern, SMTP login and one 4 KiB mail, µs: 3 x refused at login.")
                .contains("Errors of nginx, SMTP login and one 4 KiB mail, µs: 4 x closed at greeting.");
        assertThat(results.faulty()).isTrue();
    }

    @Test
    void whoDoesNotResumeIsNamed() {
        Results results = new Results(List.of("stunnel"));
        results.add(Mode.RESUME, "stunnel", new Sample(10, 10, 1, 1, 0.4, Map.of()));
        assertThat(new ResultTable(results).text())
                .contains("stunnel took up 40 % of the sessions that it was asked to resume.");
    }

    @Test
    void memoryOfASessionIsWhatSessionsAdded() {
        Results results = new Results(List.of("postern"));
        results.add("postern", new IdleCost(1000, 100 << 20, (100 << 20) + 1000 * 10 * 1024, Map.of()));
        assertThat(new ResultTable(results).text())
                .contains("| idle session, KiB of memory | 10.0 | - | - |\n")
                .contains("| memory without sessions, MiB | 100 | - | - |\n");
    }
}
