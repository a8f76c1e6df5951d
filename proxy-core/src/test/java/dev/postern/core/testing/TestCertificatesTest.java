package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificatesTest {
    @Test
    void theFixtureWritesItsFiles(@TempDir Path directory) {
        TestCertificates certificates = TestCertificates.in(directory);
        assertThat(certificates.caFile()).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(certificates.keyFile(TestCertificates.KeyKind.RSA)).content().startsWith("-----BEGIN PRIVATE");
        assertThat(certificates.keyFile(TestCertificates.KeyKind.ECDSA))
                .content()
                .startsWith("-----BEGIN PRIVATE");
    }
}
