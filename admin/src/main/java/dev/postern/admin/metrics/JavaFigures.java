package dev.postern.admin.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the Java runtime and the process use, by the names that dashboards of others know. */
final class JavaFigures {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private JavaFigures() {}

    static void collect(Scrape scrape) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        scrape.value(Metric.MEMORY_USED, memory.getHeapMemoryUsage().getUsed(), "heap");
        scrape.value(Metric.MEMORY_USED, memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
        scrape.value(Metric.MEMORY_MAX, memory.getHeapMemoryUsage().getMax(), "heap");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            scrape.value(Metric.BUFFERS_USED, pool.getMemoryUsed(), pool.getName());
        }
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            scrape.value(Metric.COLLECTIONS, gc.getCollectionCount(), gc.getName());
            scrape.value(Metric.COLLECTION_SECONDS, gc.getCollectionTime() / MILLIS, gc.getName());
        }
        scrape.value(Metric.THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            scrape.value(Metric.CPU_SECONDS, system.getProcessCpuTime() / NANOS);
            scrape.value(Metric.OPEN_FILES, system.getOpenFileDescriptorCount());
            scrape.value(Metric.MOST_FILES, system.getMaxFileDescriptorCount());
        }
        scrape.value(Metric.START, ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    }
}
