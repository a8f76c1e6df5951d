package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {
    /** Whoever disagrees throws; and nobody could agree without the arithmetic, which takes its time. */
    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void the_two_agree(KeyKind kind, @TempDir Path folder) throws Exception {
        TestCertificates files = TestCertificates.in(folder);
        Certificates certificates =
                Certificates.load(List.of(new CertificateFiles(files.chainFile(kind), files.keyFile(kind))));
        Rehearsal rehearsal = Rehearsal.of(certificates).orElseThrow();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 20; i++) {
            rehearsal.once();
        }
        long each = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 20;
        assertThat(each).isGreaterThan(100_000);
    }
}
