package dev.postern.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.Descriptors;
import org.junit.jupiter.api.Test;

/** Whose descriptors they are. */
class LimitFactsTest {
    @Test
    void theDoctorsShellIsNotTheService() {
        Descriptors few = new Descriptors(1024, 20200);

        assertThat(LimitFacts.fact(few, 10000, false).level()).isEqualTo(Fact.Level.WARN);
        assertThat(LimitFacts.fact(few, 10000, true).level()).isEqualTo(Fact.Level.NOTE);
        assertThat(LimitFacts.fact(new Descriptors(65536, 20200), 10000, true).level())
                .isEqualTo(Fact.Level.OK);
    }
}
