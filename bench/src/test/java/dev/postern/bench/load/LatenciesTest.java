package dev.postern.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 1000, 4_095, 4_096, 123_456, 60_000_000})
    void eachIsFoundWithinTwoPercentAndABit(long micros) {
        Latencies latencies = new Latencies();
        latencies.add(micros);
        assertThat(latencies.quantile(0.5)).isBetween((double) micros, micros * 1.04 + 1);
    }

    @Test
    void aShareOfThemIsBelow() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 10_000; micros++) {
            latencies.add(micros);
        }
        assertThat(latencies.count()).isEqualTo(10_000);
        assertThat(latencies.quantile(0.5)).isCloseTo(5_000, within(200.0));
        assertThat(latencies.quantile(0.99)).isCloseTo(9_900, within(400.0));
        assertThat(new Latencies().quantile(0.99)).isZero();
    }
}
