package dev.postern.core.backend;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether one door of a backend answers, as clients' logins and probes find it: down after some failures in a row to
 * connect, hear a greeting and agree on TLS; up at the first success. What comes after that, a refused master for one,
 * says nothing about it.
 *
 * <p>Shared by all threads; holds no lock while it calls out.
 */
public final class BackendHealth {
    /** A first failure is soon looked into: a backend that is gone must not take clients for half a minute. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String backend;
    private final String protocol;
    private final HealthSettings settings;
    private final InstantSource clock;
    private volatile Runnable onDoubt = () -> {};
    private volatile boolean down;
    private volatile int failures;
    private @Nullable Instant since;

    public BackendHealth(String backend, String protocol, HealthSettings settings, InstantSource clock) {
        this.backend = backend;
        this.protocol = protocol;
        this.settings = settings;
        this.clock = clock;
    }

    /** False where a connect would only keep the client waiting. */
    public boolean up() {
        return !down;
    }

    /** Called, from any thread, whenever a failure makes a probe worth while before its time. */
    public void onDoubt(Runnable probe) {
        onDoubt = probe;
    }

    /** Connected, greeted, and in TLS where it is asked for. */
    public void succeeded() {
        // Nearly always: nothing to do, and no lock on the way of a login.
        if (failures > 0) {
            recover();
        }
    }

    private void recover() {
        boolean wasDown;
        Instant began;
        synchronized (this) {
            wasDown = down;
            began = since;
            failures = 0;
            down = false;
            since = null;
        }
        if (wasDown && began != null) {
            line(LogEvent.BACKEND_UP, began)
                    .with(
                            LogKey.SECONDS,
                            Duration.between(began, clock.instant()).toSeconds())
                    .write();
        }
    }

    /** One more failure before login; what only concerns a login or ourselves does not count. */
    public void failed(BackendFailure why, String doing, String detail) {
        if (!why.ofConnection()) {
            return;
        }
        Instant began;
        boolean goesDown;
        synchronized (this) {
            failures = Math.min(failures + 1, settings.failures());
            began = since == null ? clock.instant() : since;
            since = began;
            goesDown = !down && failures >= settings.failures();
            down |= goesDown;
        }
        if (goesDown) {
            line(LogEvent.BACKEND_DOWN, began)
                    .with(LogKey.DOING, doing)
                    .with(LogKey.REASON, why)
                    .with(LogKey.DETAIL, detail)
                    .write();
        }
        onDoubt.run();
    }

    /** A failure that may be about the client on whose behalf we came: a probe shall say. */
    public void doubted() {
        onDoubt.run();
    }

    /** From the end of one probe to the next. */
    public Duration untilNextProbe() {
        if (down) {
            return settings.retry();
        }
        return failures > 0 ? afterDoubt() : settings.interval();
    }

    /** From a doubt to the probe that settles it. */
    public Duration afterDoubt() {
        return down || SOON.compareTo(settings.retry()) > 0 ? settings.retry() : SOON;
    }

    private EventLog line(LogEvent event, Instant began) {
        return EventLog.event(event)
                .with(LogKey.PROTOCOL, protocol)
                .with(LogKey.BACKEND, backend)
                .with(LogKey.SINCE, began.toString());
    }
}
