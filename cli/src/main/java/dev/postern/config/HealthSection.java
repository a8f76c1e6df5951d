package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.TimeSpan;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.backend.HealthSettings;
import java.time.Duration;
import java.util.List;

/** How closely a backend is watched. */
final class HealthSection implements Section<HealthSettings> {
    private static final Setting<Duration> INTERVAL = Setting.standard(
            "interval",
            TimeSpan.ofSeconds(1, 3600),
            HealthSettings.STANDARD.interval(),
            "From one probe to the next while it answers: connect, greeting, TLS, and what it can do.");
    private static final Setting<Duration> RETRY = Setting.standard(
            "retry",
            TimeSpan.ofSeconds(1, 600),
            HealthSettings.STANDARD.retry(),
            "From one probe to the next while it is down.");
    private static final Setting<Integer> FAILURES = Setting.standard(
            "failures",
            new WholeNumber(1, 100),
            HealthSettings.STANDARD.failures(),
            "So many failures in a row, of probes and logins, to connect, to be greeted or to agree on TLS make it down: "
                    + "then logins are told at once to come again later. The first success ends that.");

    @Override
    public List<Entry> entries() {
        return List.of(INTERVAL, RETRY, FAILURES);
    }

    @Override
    public HealthSettings read(Mapping mapping) {
        return new HealthSettings(mapping.value(INTERVAL), mapping.value(RETRY), mapping.value(FAILURES));
    }
}
