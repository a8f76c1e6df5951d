package dev.postern.core.token.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.token.Grant;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.json.JsonNull;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendClaimTest {
    private static String read(Object value) {
        return BackendClaim.read(new Claims(Map.of("mail", Map.of("backend", value))), new ClaimPath("mail.backend"));
    }

    @Test
    void a_name_is_a_name_alone_or_in_a_list() {
        assertThat(read("new-2")).isEqualTo("new-2");
        assertThat(read(List.of("new"))).isEqualTo("new");
        assertThat(read("x".repeat(32))).hasSize(32);
    }

    @Test
    void no_claim_names_nothing() {
        assertThat(BackendClaim.read(new Claims(Map.of()), new ClaimPath("mail.backend")))
                .isEmpty();
        assertThat(read(JsonNull.NULL)).isEmpty();
    }

    /** It is there, so its user was placed somewhere: not at the default. */
    @Test
    void anything_else_names_no_backend() {
        for (Object value : List.of(
                "",
                "New",
                "a b",
                "a\n",
                "..",
                "x".repeat(33),
                7,
                true,
                List.of(),
                List.of("a", "b"),
                Map.of("a", "b"))) {
            assertThat(read(value)).as("%s", value).isEqualTo(Grant.NO_BACKEND);
        }
    }
}
