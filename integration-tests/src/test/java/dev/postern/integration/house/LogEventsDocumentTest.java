package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/log-events.md} is written from the code; {@code -Dpostern.regenerate=true} writes it anew. */
class LogEventsDocumentTest {
    @Test
    void theListOfLogEventsIsCurrent() throws IOException {
        Path document = SourceTree.root().resolve("docs/log-events.md");
        if (Boolean.getBoolean("postern.regenerate")) {
            Files.createDirectories(document.getParent());
            Files.writeString(document, generated());
        }
        assertThat(document).content().isEqualTo(generated());
    }

    private static String generated() {
        StringBuilder page = new StringBuilder("""
                # Log events

                Generated from `LogEvent` and `LogKey`; do not edit.

                Every line is a constant message and fields `key=value`. Values are one line of printable ASCII: quoted
                where they hold a space, with `\\uXXXX` for everything else. Tokens and passwords never appear.

                | Message | Level | Event |
                |---|---|---|
                """);
        for (LogEvent event : LogEvent.values()) {
            page.append("| ").append(event.message()).append(" | ").append(event.level());
            page.append(" | `").append(event).append("` |\n");
        }
        page.append("\n## Fields, in this order\n\n");
        for (LogKey key : LogKey.values()) {
            page.append("- `").append(key.text()).append("`\n");
        }
        return page.toString();
    }
}
