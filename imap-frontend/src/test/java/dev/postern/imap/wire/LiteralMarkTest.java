package dev.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralMarkTest {
    @Test
    void theThreeFormsAreRead() {
        assertThat(LiteralMark.endOf("a ID ({4}")).contains(new LiteralMark(4, true, 6));
        assertThat(LiteralMark.endOf("a ID ({4+}")).contains(new LiteralMark(4, false, 6));
        assertThat(LiteralMark.endOf("a APPEND x ~{0017}")).contains(new LiteralMark(17, true, 11));
    }

    /** Hazard 6: what does not stand at the end of the line, or is no number, announces nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                "{}",
                "{+}",
                "{4} ",
                "{4",
                "4}",
                "{-4}",
                "{4++}",
                "{4-}",
                "{4 }",
                "{ 4}",
                "{4}\n",
                "{0x4}",
                "{\u00b2}"
            })
    void anythingElseAnnouncesNothing(String line) {
        assertThat(LiteralMark.endOf(line)).isEmpty();
    }

    /** Hazard 6. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{9223372036854775808}", "{18446744073709551617}", "{99999999999999999999999999999999999999999}"
            })
    void aLengthThatOverflowsIsTheLargestThereIs(String line) {
        assertThat(LiteralMark.endOf(line).orElseThrow().length()).isEqualTo(Long.MAX_VALUE);
    }
}
