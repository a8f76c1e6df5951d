package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.tls.TlsProvider;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    /** A warning of too few that says too little would come true in the middle of a morning. */
    @Test
    void those_of_native_engines_count() {
        assertThat(Descriptors.needed(1000, TlsProvider.JDK)).isEqualTo(2200);
        assertThat(Descriptors.needed(1000, TlsProvider.CONSCRYPT)).isEqualTo(4200);
    }
}
