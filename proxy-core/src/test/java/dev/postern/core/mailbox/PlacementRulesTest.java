package dev.postern.core.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementRulesTest {
    private static final Set<String> BACKENDS = Set.of("legacy", "new", "other");

    private final MailboxFile file;

    PlacementRulesTest(@TempDir Path folder) throws Exception {
        Path written = Files.writeString(folder.resolve("mailboxes"), "ada@example.org new\n");
        file = MailboxFile.load(written, List.of("legacy", "new", "other"));
    }

    @Test
    void the_file_goes_before_the_claim_before_the_domain_before_the_default() {
        PlacementRules rules = new PlacementRules(BACKENDS, file, Map.of("Example.org", "other"), "legacy");
        assertThat(rules.place("Ada@example.org", "legacy")).isEqualTo(new Placement("new", "file"));
        assertThat(rules.place("bob@example.org", "legacy")).isEqualTo(new Placement("legacy", "claim"));
        assertThat(rules.place("bob@EXAMPLE.org", "")).isEqualTo(new Placement("other", "domain"));
        assertThat(rules.place("bob@sub.example.org", "")).isEqualTo(new Placement("legacy", "default"));
        assertThat(rules.place("example.org", "")).isEqualTo(new Placement("legacy", "default"));
    }

    @Test
    void a_claim_that_names_no_backend_is_not_the_default() {
        PlacementRules rules = new PlacementRules(BACKENDS, file, Map.of("example.org", "other"), "legacy");
        assertThat(rules.place("bob@example.org", "?").backend()).isNull();
        assertThat(rules.place("bob@example.org", "NEW"))
                .isEqualTo(new Placement(null, "the token's claim names no backend: NEW"));
        assertThat(rules.place("ada@example.org", "?").backend()).isEqualTo("new");
    }

    @Test
    void without_a_default_the_rest_lives_nowhere() {
        PlacementRules rules = new PlacementRules(BACKENDS, null, Map.of("example.org", "other"), null);
        assertThat(rules.place("bob", "")).isEqualTo(new Placement(null, "no rule places this mailbox"));
    }

    @Test
    void rules_name_backends_that_exist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlacementRules(BACKENDS, null, Map.of("example.org", "no"), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new PlacementRules(BACKENDS, null, Map.of(), "no"));
    }
}
