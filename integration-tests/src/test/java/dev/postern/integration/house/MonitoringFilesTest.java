package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.admin.metrics.Metric;
import dev.postern.core.token.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts that we ship speak of metrics that there are. */
class MonitoringFilesTest {
    private static final Path DASHBOARD = SourceTree.root().resolve("conf/grafana/postern.json");
    private static final Path RULES = SourceTree.root().resolve("conf/prometheus/postern-rules.yaml");
    private static final Pattern NAME = Pattern.compile("\\b(postern|jvm|process)_[a-z_]+\\b");
    private static final Pattern ALERT = Pattern.compile("- alert: ([A-Za-z]+)");

    private static Set<String> series() {
        return Stream.of(Metric.values())
                .flatMap(metric -> metric.kind() == Metric.Kind.HISTOGRAM
                        ? Stream.of("_bucket", "_sum", "_count").map(ending -> metric.text() + ending)
                        : Stream.of(metric.text()))
                .collect(Collectors.toSet());
    }

    private static List<String> names(String text) {
        return matches(NAME, text, 0);
    }

    private static List<String> matches(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(group))
                .distinct()
                .toList();
    }

    @Test
    void everyNameInTheDashboardIsExposed() throws Exception {
        String text = SourceTree.read(DASHBOARD);
        assertThat(JsonReader.object(text.getBytes(StandardCharsets.UTF_8))).containsKey("panels");
        assertThat(names(text)).hasSizeGreaterThan(30).isSubsetOf(series());
    }

    @Test
    void theDashboardShowsEveryMetricOfOurs() {
        String text = SourceTree.read(DASHBOARD);
        assertThat(Stream.of(Metric.values()).map(Metric::text)).allMatch(text::contains);
    }

    @Test
    void everyNameInTheAlertsIsExposed() {
        assertThat(names(SourceTree.read(RULES))).hasSizeGreaterThan(10).isSubsetOf(series());
    }

    @Test
    void everyReasonInTheAlertsIsOne() {
        String known = SourceTree.read(SourceTree.root().resolve("docs/metrics.md"));
        Matcher reasons = Pattern.compile("reason!?=~?\"([a-z_|]+)\"").matcher(SourceTree.read(RULES));
        int count = 0;
        while (reasons.find()) {
            for (String reason : Objects.requireNonNull(reasons.group(1)).split("\\|", -1)) {
                assertThat(known).contains("`" + reason + "`");
                count++;
            }
        }
        assertThat(count).isPositive();
    }

    @Test
    void everyAlertIsExplained() {
        String page = SourceTree.read(SourceTree.root().resolve("docs/monitoring.md"));
        assertThat(matches(ALERT, SourceTree.read(RULES), 1))
                .hasSizeGreaterThan(10)
                .allMatch(alert -> page.contains("| `" + alert + "` |"));
    }

    @Test
    void prometheusItselfUnderstandsTheAlertsAndTheyFire(@TempDir Path folder) throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "promtool"))));
        Files.copy(RULES, folder.resolve("postern-rules.yaml"));
        Path tests = folder.resolve("test.yaml");
        Files.copy(Path.of("src/test/resources/postern-rules-test.yaml"), tests);

        assertThat(promtool(
                        "check", "rules", folder.resolve("postern-rules.yaml").toString()))
                .contains("SUCCESS");
        assertThat(promtool("test", "rules", tests.toString()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
