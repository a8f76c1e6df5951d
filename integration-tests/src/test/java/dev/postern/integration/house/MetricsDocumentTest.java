package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.admin.metrics.Metric;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.CloseReason;
import dev.postern.core.tls.HandshakeFailure;
import dev.postern.core.token.TokenRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is written from the code; {@code -Dpostern.regenerate=true} writes it anew. */
class MetricsDocumentTest {
    @Test
    void theListOfMetricsIsCurrent() throws IOException {
        Path document = SourceTree.root().resolve("docs/metrics.md");
        if (Boolean.getBoolean("postern.regenerate")) {
            Files.writeString(document, generated());
        }
        assertThat(document).content().isEqualTo(generated());
    }

    private static String generated() {
        StringBuilder page = new StringBuilder("""
            # Metrics

            Generated from `Metric`; do not edit. How to use them: [monitoring.md](monitoring.md).

            Values of labels come from lists below, from the configuration (`backend`, `issuer`, `file`), or from the Java
            runtime (`area`, `pool`, `gc`): never from a client, a token or a server. `protocol` is `imap`, `smtp`, `relay`,
            `passthrough`, or `undecided` before a shared port has chosen. Counters begin at 0 with the process.

            | Metric | Type | Labels | What |
            |---|---|---|---|
            """);
        for (Metric metric : Metric.values()) {
            page.append("| `").append(metric.text()).append("` | ");
            page.append(metric.kind().name().toLowerCase(Locale.ROOT)).append(" | ");
            page.append(metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")));
            page.append(" | ").append(metric.help()).append(" |\n");
        }
        page.append("\nA histogram has `_bucket` (with `le`, in seconds), `_sum` and `_count`.\n\n## Reasons\n\n");
        reasons(page, Metric.SESSIONS_CLOSED, CloseReason.values());
        reasons(page, Metric.TURNED_AWAY, CloseReason.values());
        reasons(page, Metric.UNREADABLE, AttemptRefusal.values());
        reasons(page, Metric.TOKENS_REFUSED, TokenRefusal.values());
        reasons(page, Metric.BACKEND_FAILED, BackendFailure.values());
        reasons(page, Metric.HANDSHAKES_FAILED, HandshakeFailure.values());
        return page.toString();
    }

    private static void reasons(StringBuilder page, Metric metric, Enum<?>[] names) {
        page.append("- `").append(metric.text()).append("`: ");
        page.append(Arrays.stream(names)
                .map(name -> "`" + name.name().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", ")));
        page.append('\n');
    }
}
