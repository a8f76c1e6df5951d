package dev.postern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.bench.Options.Misunderstood;
import dev.postern.bench.load.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void withoutAnyAllIsMeasured() throws Misunderstood {
        Options options = Options.read(List.of());
        assertThat(options.modes).containsExactly(Mode.values());
        assertThat(options.idle).isTrue();
        assertThat(options.roundsOrStandard()).isEqualTo(3);
        assertThat(options.warmLogins()).isEqualTo(60_000);
    }

    @Test
    void rowsAndRoundsCanBeChosen() throws Misunderstood {
        Options options = Options.read(List.of("--modes", "smtp,noop", "--rounds", "2", "--only", "postern,nginx"));
        assertThat(options.modes).containsExactly(Mode.NOOP, Mode.SMTP);
        assertThat(options.idle).isFalse();
        assertThat(options.roundsOrStandard()).isEqualTo(2);
        assertThat(options.only).containsExactlyInAnyOrder("postern", "nginx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--modes fast", "--rounds 0", "--rounds many", "--rounds", "--colour blue"})
    void whatMakesNoSenseIsRefused(String line) {
        assertThatThrownBy(() -> Options.read(List.of(line.split(" ", -1)))).isInstanceOf(Misunderstood.class);
    }
}
