package dev.postern.admin.metrics;

import dev.postern.core.observe.Latencies;
import dev.postern.core.observe.Tally;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What one scrape finds, and its text. Of one thread. */
final class Scrape {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String TOTAL = "_total";

    private final Map<Metric, Map<Labels, Object>> values = new LinkedHashMap<>();

    /** @param labels one value for each label of the metric; the same ones again replace the value */
    void value(Metric metric, double value, String... labels) {
        values.computeIfAbsent(metric, first -> new LinkedHashMap<>()).put(labels(metric, labels), value);
    }

    /** Exact up to 2^53, as all numbers in Prometheus are. */
    void value(Metric metric, long value, String... labels) {
        value(metric, (double) value, labels);
    }

    void flag(Metric metric, boolean value, String... labels) {
        value(metric, value ? 1 : 0, labels);
    }

    void histogram(Metric metric, Latencies.Picture value, String... labels) {
        values.computeIfAbsent(metric, first -> new LinkedHashMap<>()).put(labels(metric, labels), value);
    }

    /** Every name of the list, also those that have not come up: what is missing could raise no alert. */
    <E extends Enum<E>> void tally(Metric metric, Tally<E> tally) {
        tally.all().forEach((name, count) -> value(metric, count, name.name().toLowerCase(Locale.ROOT)));
    }

    private static Labels labels(Metric metric, String... values) {
        return Labels.of(metric.labels().toArray(String[]::new), values);
    }

    /** In Prometheus' text format. */
    byte[] text() {
        Collection<MetricSnapshot> snapshots =
                values.entrySet().stream().map(Scrape::snapshot).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(snapshots));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static MetricSnapshot snapshot(Map.Entry<Metric, Map<Labels, Object>> found) {
        return switch (found.getKey().kind()) {
            case COUNTER -> counter(found.getKey(), found.getValue());
            case GAUGE -> gauge(found.getKey(), found.getValue());
            case HISTOGRAM -> histogram(found.getKey(), found.getValue());
        };
    }

    private static MetricSnapshot counter(Metric metric, Map<Labels, Object> points) {
        String name = metric.text().substring(0, metric.text().length() - TOTAL.length());
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(metric.help());
        points.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((Double) value)
                .build()));
        return counter.build();
    }

    private static MetricSnapshot gauge(Metric metric, Map<Labels, Object> points) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(metric.text()).help(metric.help());
        points.forEach((labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((Double) value)
                .build()));
        return gauge.build();
    }

    private static MetricSnapshot histogram(Metric metric, Map<Labels, Object> points) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(metric.text()).help(metric.help());
        points.forEach((labels, value) -> histogram.dataPoint(point(labels, (Latencies.Picture) value)));
        return histogram.build();
    }

    private static HistogramDataPointSnapshot point(Labels labels, Latencies.Picture picture) {
        HistogramDataPointSnapshot.Builder point = HistogramDataPointSnapshot.builder();
        point.classicHistogramBuckets(ClassicHistogramBuckets.of(
                picture.buckets().stream().map(Latencies.Bucket::bound).toList(),
                picture.buckets().stream().map(Latencies.Bucket::count).toList()));
        point.labels(labels);
        point.sum(picture.seconds());
        return point.build();
    }
}
