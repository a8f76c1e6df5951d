package dev.postern.core.mailbox;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the mailbox file at an interval, from one daemon thread of its own. */
public final class MailboxFileWatch implements AutoCloseable {
    /** A new content is in force after this long, or twice as long. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "postern-mailboxes");
        watch.setDaemon(true);
        return watch;
    });

    private MailboxFileWatch() {}

    public static MailboxFileWatch start(MailboxFile file, Duration interval) {
        MailboxFileWatch watch = new MailboxFileWatch();
        long millis = interval.toMillis();
        var unused = watch.thread.scheduleWithFixedDelay(() -> look(file), millis, millis, TimeUnit.MILLISECONDS);
        return watch;
    }

    private static void look(MailboxFile file) {
        try {
            file.refresh();
        } catch (RuntimeException e) {
            // An exception that left the task would end the watch in silence.
            EventLog.event(LogEvent.INTERNAL_ERROR)
                    .with(LogKey.DOING, "looking at the mailbox file")
                    .because(e)
                    .write();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
