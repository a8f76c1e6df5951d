package dev.postern.core.guard;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Tells when live objects fill the heap so far that nobody more should come in. Shared by all threads.
 *
 * <p>It looks at what was left after a collection, since garbage says nothing. While the heap is short it asks for a
 * collection now and then: else nobody would notice that the sessions which filled it have gone.
 */
public final class HeapGauge implements BooleanSupplier {
    /** Of the largest pool of long-lived objects. */
    private static final double FULL = 0.9;

    private static final long LOOK_NANOS = 500_000_000L;
    private static final long COLLECT_NANOS = 30_000_000_000L;

    private final List<MemoryPoolMXBean> pools;
    private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK_NANOS);
    private final AtomicLong collected = new AtomicLong(System.nanoTime() - COLLECT_NANOS);
    private volatile boolean full;

    private HeapGauge(List<MemoryPoolMXBean> pools) {
        this.pools = pools;
    }

    /** Of this process; says never where the collector in use does not tell. */
    public static HeapGauge ofThisProcess() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
                .filter(pool ->
                        pool.isUsageThresholdSupported() && pool.getUsage().getMax() > 0)
                .toList();
        pools.forEach(
                pool -> pool.setCollectionUsageThreshold((long) (pool.getUsage().getMax() * FULL)));
        return new HeapGauge(pools);
    }

    /** True where it is full; looks at most twice a second. */
    @Override
    public boolean getAsBoolean() {
        if (due(looked, LOOK_NANOS)) {
            full = pools.stream().anyMatch(MemoryPoolMXBean::isCollectionUsageThresholdExceeded);
            if (full && due(collected, COLLECT_NANOS)) {
                System.gc();
            }
        }
        return full;
    }

    private static boolean due(AtomicLong last, long interval) {
        long before = last.get();
        long now = System.nanoTime();
        return now - before >= interval && last.compareAndSet(before, now);
    }
}
