package dev.postern.core.tls;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the certificates' files at an interval, from one daemon thread of its own. */
public final class CertificateWatch implements AutoCloseable {
    /** A replaced file is in service after this long, a bad one is told after twice as long. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "postern-certificates");
        watch.setDaemon(true);
        return watch;
    });

    private CertificateWatch() {}

    public static CertificateWatch start(Certificates certificates, Duration interval) {
        CertificateWatch watch = new CertificateWatch();
        long millis = interval.toMillis();
        var unused =
                watch.thread.scheduleWithFixedDelay(() -> look(certificates), millis, millis, TimeUnit.MILLISECONDS);
        return watch;
    }

    private static void look(Certificates certificates) {
        try {
            certificates.refresh();
        } catch (RuntimeException e) {
            // An exception that left the task would end the watch in silence.
            EventLog.event(LogEvent.INTERNAL_ERROR)
                    .with(LogKey.DOING, "looking at certificate files")
                    .because(e)
                    .write();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
