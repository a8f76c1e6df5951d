package dev.postern.config.issuer;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.TimeSpan;
import dev.postern.core.token.jwt.KeySettings;
import java.time.Duration;
import java.util.List;

/** How long a provider's keys serve. */
final class KeysSection implements Section<KeysSection.Times> {
    /** The three times of {@link KeySettings}. */
    record Times(Duration refreshEvery, Duration refetchInterval, Duration staleFor) {}

    static final Setting<Duration> REFRESH_EVERY = Setting.standard(
            "refresh-every",
            TimeSpan.ofSeconds(10, 24 * 60 * 60),
            KeySettings.STANDARD.refreshEvery(),
            "How often they are fetched anew, before anybody misses one; a key that the provider removes is good for so long.");
    static final Setting<Duration> REFETCH_INTERVAL = Setting.standard(
            "refetch-interval",
            TimeSpan.ofSeconds(1, 60),
            KeySettings.STANDARD.refetchInterval(),
            "At most one fetch in this time, however many tokens name unknown keys; such a token waits for it.");
    static final Setting<Duration> STALE_FOR = Setting.standard(
            "stale-for",
            TimeSpan.ofSeconds(0, 7 * 24 * 60 * 60),
            KeySettings.STANDARD.staleFor(),
            "How long the last keys serve while the provider is down; then logins fail for the time being.");

    @Override
    public List<Entry> entries() {
        return List.of(REFRESH_EVERY, REFETCH_INTERVAL, STALE_FOR);
    }

    @Override
    public Times read(Mapping mapping) {
        Times times =
                new Times(mapping.value(REFRESH_EVERY), mapping.value(REFETCH_INTERVAL), mapping.value(STALE_FOR));
        if (times.staleFor().compareTo(times.refreshEvery()) < 0
                && mapping.sound(STALE_FOR)
                && mapping.sound(REFRESH_EVERY)) {
            mapping.problem(
                    mapping.written(STALE_FOR) ? STALE_FOR : REFRESH_EVERY,
                    "makes stale-for shorter than refresh-every: keys would end before they are fetched anew",
                    "write stale-for: " + STALE_FOR.type().print(times.refreshEvery()) + " or more");
        }
        return times;
    }
}
