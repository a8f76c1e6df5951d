package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.TimeSpan;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.time.Duration;
import java.util.List;

/** How long verdicts about tokens are remembered. */
final class TokenCacheSection implements Section<VerdictCacheSettings> {
    private static final VerdictCacheSettings STANDARD = VerdictCacheSettings.STANDARD;

    private static final Setting<Integer> ENTRIES = Setting.standard(
            "entries", new WholeNumber(0, 1_000_000), STANDARD.entries(), "Verdicts at once; 0 remembers none.");
    private static final Setting<Duration> ACCEPTANCES = Setting.standard(
            "acceptances",
            TimeSpan.ofSeconds(0, 24 * 60 * 60),
            STANDARD.acceptances(),
            "How long a yes serves: never beyond the token's end, a change of keys, or introspection's cache-for.");
    private static final Setting<Duration> REFUSALS = Setting.standard(
            "refusals",
            TimeSpan.ofSeconds(0, 5 * 60),
            STANDARD.refusals(),
            "How long a no serves; that a provider is down is not remembered.");

    @Override
    public List<Entry> entries() {
        return List.of(ENTRIES, ACCEPTANCES, REFUSALS);
    }

    @Override
    public VerdictCacheSettings read(Mapping mapping) {
        return new VerdictCacheSettings(mapping.value(ENTRIES), mapping.value(ACCEPTANCES), mapping.value(REFUSALS));
    }
}
