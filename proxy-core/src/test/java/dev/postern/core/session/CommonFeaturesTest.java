package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommonFeaturesTest {
    @Test
    void a_client_sees_what_every_known_backend_can_do() {
        CommonFeatures features = new CommonFeatures(List.of(
                () -> List.of("IDLE", "SIZE 1000", "MOVE"), List::of, () -> List.of("MOVE", "SIZE 2000", "IDLE")));
        assertThat(features.get()).containsExactly("IDLE", "MOVE");
        assertThat(new CommonFeatures(List.of(List::of, List::of)).get()).isEmpty();
        assertThat(new CommonFeatures(List.of(() -> List.of("IDLE"))).get()).containsExactly("IDLE");
    }
}
